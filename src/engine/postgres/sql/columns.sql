select a.attrelid,
       a.attnum,
       a.attname,
       format_type(a.atttypid, a.atttypmod),
       a.attnotnull,
       a.attidentity,
       a.attgenerated,
       d.oid,
       a.attcollation,
       case when l.collnamespace = 'pg_catalog'::regnamespace then quote_ident(l.collname)
            else quote_ident(ln.nspname) || '.' || quote_ident(l.collname) end,
       a.attinhcount > 0 and (c.relispartition or not a.attislocal)
from pg_attribute as a
join pg_class as c on c.oid = a.attrelid
join pg_type as t on t.oid = a.atttypid
left join pg_attrdef as d on d.adrelid = a.attrelid and d.adnum = a.attnum
left join pg_collation as l on l.oid = a.attcollation and a.attcollation <> t.typcollation
left join pg_namespace as ln on ln.oid = l.collnamespace
where c.relnamespace = any ($1::oid[])
  and c.relkind in ('r', 'p', 'f')
  and a.attnum > 0
  and not a.attisdropped
order by a.attrelid, a.attnum
