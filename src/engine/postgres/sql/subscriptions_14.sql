select s.oid, s.subbinary, s.substream::text
from pg_subscription as s
where s.subdbid = (select d.oid from pg_database as d where d.datname = current_database())
