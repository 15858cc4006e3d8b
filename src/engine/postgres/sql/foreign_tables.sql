-- The servers of foreign tables, and what the wrappers are told of them and of their columns.
select f.ftrelid, 0, s.srvname, f.ftoptions
from pg_foreign_table as f
join pg_foreign_server as s on s.oid = f.ftserver
union all
select a.attrelid, a.attnum, null, a.attfdwoptions
from pg_attribute as a
join pg_foreign_table as f on f.ftrelid = a.attrelid
where a.attfdwoptions is not null and not a.attisdropped
