-- Attributes of composite types.
select t.oid,
       a.attname,
       format_type(a.atttypid, a.atttypmod),
       case when l.collnamespace = 'pg_catalog'::regnamespace then quote_ident(l.collname)
            else quote_ident(ln.nspname) || '.' || quote_ident(l.collname) end,
       d.description
from pg_type as t
join pg_class as c on c.oid = t.typrelid and c.relkind = 'c'
join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
join pg_type as b on b.oid = a.atttypid
left join pg_collation as l on l.oid = a.attcollation and a.attcollation <> b.typcollation
left join pg_namespace as ln on ln.oid = l.collnamespace
left join pg_description as d on d.classoid = 'pg_class'::regclass and d.objoid = c.oid and d.objsubid = a.attnum
where t.typnamespace = any ($1::oid[])
order by t.oid, a.attnum
