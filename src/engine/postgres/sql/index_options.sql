-- Parameters of operator classes, since PostgreSQL 13; with them even a default class is named.
select i.indexrelid,
       a.attnum,
       case when o.opcnamespace = 'pg_catalog'::regnamespace then quote_ident(o.opcname)
            else quote_ident(n.nspname) || '.' || quote_ident(o.opcname) end,
       a.attoptions
from pg_attribute as a
join pg_index as i on i.indexrelid = a.attrelid
join pg_class as c on c.oid = i.indrelid
join pg_opclass as o on o.oid = i.indclass[a.attnum - 1]
join pg_namespace as n on n.oid = o.opcnamespace
where a.attoptions is not null
  and a.attnum <= i.indnkeyatts
  and c.relnamespace = any ($1::oid[])
