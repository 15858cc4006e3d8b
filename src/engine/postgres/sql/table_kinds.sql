-- What the server prints of a table's place among others, and of its type.
select c.oid,
       case when c.relkind = 'p' then pg_get_partkeydef(c.oid) end,
       case when c.relispartition then pg_get_expr(c.relpartbound, c.oid) end,
       case when c.reloftype <> 0 then format_type(c.reloftype, null) end
from pg_class as c
where c.relnamespace = any ($1::oid[])
  and c.relkind in ('r', 'p', 'f')
  and (c.relkind = 'p' or c.relispartition or c.reloftype <> 0)
order by c.oid
