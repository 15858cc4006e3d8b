-- Heap and TOAST of the given tables, rows by the planner's estimate.  relpages needs no lock on the relation; one
-- that was never analysed (relpages 0) is looked at, unless $3 says no.
with wanted as (
    select w.position, c.oid, t.oid as toast, c.relkind, c.relpages, c.reltuples, coalesce(t.relpages, 0) as toast_pages
    from unnest($1::text[], $2::text[]) with ordinality as w (schema_name, table_name, position)
    join pg_catalog.pg_namespace as n on n.nspname = w.schema_name
    join pg_catalog.pg_class as c on c.relnamespace = n.oid and c.relname = w.table_name
    left join pg_catalog.pg_class as t on t.oid = c.reltoastrelid
), sized as (
    select w.position,
           w.reltuples,
           case when w.relkind = 'f' then 0 -- its rows are on another server
                when w.relpages > 0
                then (w.relpages + w.toast_pages)::bigint
                     * pg_catalog.current_setting('block_size')::bigint
                when $3::boolean
                then pg_catalog.pg_relation_size(w.oid)
                     + coalesce(pg_catalog.pg_relation_size(w.toast), 0) end as bytes,
           w.relpages
    from wanted as w
)
select s.position,
       s.bytes,
       -- never analysed: as if a row had 100 bytes
       case when s.relpages > 0 and s.reltuples >= 0 then s.reltuples::bigint else s.bytes / 100 end
from sized as s
