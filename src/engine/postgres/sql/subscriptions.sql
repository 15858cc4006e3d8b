-- Without the connection, which only some may read.
select s.oid,
       s.subname,
       s.subenabled,
       s.subslotname,
       s.subsynccommit,
       s.subpublications,
       obj_description(s.oid, 'pg_subscription')
from pg_subscription as s
where s.subdbid = (select d.oid from pg_database as d where d.datname = current_database())
