-- Heap with TOAST, indexes, and TOAST alone, of the given tables with all that inherit from them or are parts of them, rows by the planner's estimate.
-- relpages needs no lock on the relation; one that was never analysed (relpages 0) is looked at, unless $3 says no.
with recursive wanted as (
    select w.position, c.oid
    from unnest($1::text[], $2::text[]) with ordinality as w (schema_name, table_name, position)
    join pg_catalog.pg_namespace as n on n.nspname = w.schema_name
    join pg_catalog.pg_class as c on c.relnamespace = n.oid and c.relname = w.table_name
), tree as (
    select w.position, w.oid from wanted as w
    union -- by two ways once
    select t.position, i.inhrelid
    from tree as t
    join pg_catalog.pg_inherits as i on i.inhparent = t.oid
), sized as (
    select tree.position,
           c.reltuples,
           case when c.relkind = 'p' then 0
                when c.relpages > 0
                then (c.relpages + coalesce(t.relpages, 0))::bigint
                     * pg_catalog.current_setting('block_size')::bigint
                when $3::boolean
                then pg_catalog.pg_relation_size(c.oid)
                     + coalesce(pg_catalog.pg_relation_size(t.oid), 0) end as bytes,
           c.relpages,
           case when c.relpages > 0
                then coalesce(t.relpages, 0)::bigint * pg_catalog.current_setting('block_size')::bigint
                when $3::boolean
                then coalesce(pg_catalog.pg_relation_size(t.oid), 0)
                else 0 end as toast_bytes,
           (select coalesce(pg_catalog.sum(x.relpages), 0)::bigint * pg_catalog.current_setting('block_size')::bigint
            from pg_catalog.pg_index as i
            join pg_catalog.pg_class as x on x.oid = i.indexrelid
            where i.indrelid = c.oid) as index_bytes
    from tree
    join pg_catalog.pg_class as c on c.oid = tree.oid
    left join pg_catalog.pg_class as t on t.oid = c.reltoastrelid
), counted as (
    select s.position,
           s.bytes,
           s.index_bytes,
           s.toast_bytes,
           -- never analysed: as if a row had 100 bytes
           case when s.relpages > 0 and s.reltuples >= 0 then s.reltuples::bigint else s.bytes / 100 end as tuples
    from sized as s
)
select c.position,
       case when pg_catalog.bool_and(c.bytes is not null) then pg_catalog.sum(c.bytes)::bigint end,
       case when pg_catalog.bool_and(c.tuples is not null) then pg_catalog.sum(c.tuples)::bigint end,
       pg_catalog.sum(c.index_bytes)::bigint,
       pg_catalog.sum(c.toast_bytes)::bigint
from counted as c
group by c.position
