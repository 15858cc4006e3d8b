select s.oid, not s.subpasswordrequired, s.subrunasowner, s.suborigin
from pg_subscription as s
where s.subdbid = (select d.oid from pg_database as d where d.datname = current_database())
