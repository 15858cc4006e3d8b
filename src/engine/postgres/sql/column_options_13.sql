-- The same before PostgreSQL 14, which brought compression.
select a.attrelid,
       a.attnum,
       nullif(a.attstattarget, -1),
       case when a.attstorage <> t.typstorage then a.attstorage end,
       null,
       case when c.relkind <> 'i' then a.attoptions end
from pg_attribute as a
join pg_class as c on c.oid = a.attrelid
join pg_type as t on t.oid = a.atttypid
where c.relnamespace = any ($1::oid[])
  and c.relkind in ('r', 'p', 'f', 'i')
  and a.attnum > 0
  and not a.attisdropped
  and (a.attstattarget <> -1
       or (c.relkind <> 'i' and (a.attstorage <> t.typstorage or a.attoptions is not null)))
order by 1, 2
