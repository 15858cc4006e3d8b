select s.oid, s.subfailover
from pg_subscription as s
where s.subdbid = (select d.oid from pg_database as d where d.datname = current_database())
