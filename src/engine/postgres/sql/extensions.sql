-- Extensions that initdb didn't bring. Last: what the server would install, and its own comment.
select e.oid,
       e.extname,
       n.nspname,
       e.extversion,
       d.description,
       a.default_version,
       a.comment
from pg_extension as e
join pg_namespace as n on n.oid = e.extnamespace
left join pg_description as d on d.classoid = 'pg_extension'::regclass and d.objoid = e.oid
left join pg_available_extensions as a on a.name = e.extname
where e.oid >= 16384
order by e.oid
