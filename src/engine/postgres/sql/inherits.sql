-- Parents of tables, in the order in which they give; names come along: a parent may be outside the schemas that are read.
select i.inhrelid, i.inhparent, n.nspname, p.relname
from pg_inherits as i
join pg_class as c on c.oid = i.inhrelid
join pg_class as p on p.oid = i.inhparent
join pg_namespace as n on n.oid = p.relnamespace
where c.relnamespace = any ($1::oid[])
  and c.relkind in ('r', 'p', 'f')
order by i.inhrelid, i.inhseqno
