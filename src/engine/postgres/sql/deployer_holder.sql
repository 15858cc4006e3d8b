-- Who holds anneal's advisory lock on this database; texts of others may be hidden from this role.
select l.pid,
       a.application_name,
       coalesce(a.client_addr::text, 'a local socket'),
       a.usename,
       pg_catalog.to_char(a.backend_start, 'YYYY-MM-DD HH24:MI:SS') || ' UTC'
from pg_catalog.pg_locks as l
left join pg_catalog.pg_stat_activity as a on a.pid = l.pid
where l.locktype = 'advisory'
  and l.classid = $1::oid
  and l.objid = $2::oid
  and l.objsubid = 2
  and l.granted
  and l.database = (select d.oid from pg_catalog.pg_database as d where d.datname = pg_catalog.current_database())
