select s.oid, s.subtwophasestate <> 'd', s.subdisableonerr
from pg_subscription as s
where s.subdbid = (select d.oid from pg_database as d where d.datname = current_database())
