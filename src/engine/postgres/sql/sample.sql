-- The largest part of a table that has files of its own, and a query of $3 runs of $4 blocks of it, from places that are
-- others each time: what an earlier sample read would be read from memory.
with recursive tree as (
    select c.oid
    from pg_catalog.pg_class as c
    join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
    where n.nspname = $1 and c.relname = $2
    union
    select i.inhrelid
    from tree as t
    join pg_catalog.pg_inherits as i on i.inhparent = t.oid
), largest as (
    select n.nspname, c.relname, c.relpages
    from tree as t
    join pg_catalog.pg_class as c on c.oid = t.oid
    join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
    where c.relkind = 'r' and c.relpages >= $3::integer * $4::integer
    order by c.relpages desc, c.oid
    limit 1
), runs as (
    select r.number,
           pg_catalog.floor(pg_catalog.random() * (l.relpages - $4::integer + 1))::bigint as first_block
    from largest as l, pg_catalog.generate_series(1, $3::integer) as r(number)
)
select 'SELECT pg_catalog.sum(s.n) FROM ('
       || pg_catalog.string_agg(pg_catalog.format(
              'SELECT pg_catalog.count(*) AS n FROM ONLY %I.%I WHERE ctid >= %L AND ctid < %L',
              l.nspname, l.relname, pg_catalog.format('(%s,0)', r.first_block),
              pg_catalog.format('(%s,0)', r.first_block + $4::integer)), ' UNION ALL ' order by r.number)
       || ') AS s',
       pg_catalog.current_setting('block_size')
from largest as l, runs as r
having pg_catalog.count(*) > 0
