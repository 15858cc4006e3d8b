-- Whose lock on one of the relations ($1 schemas, $2 names), held or waited for, a lock of the mode ($3) would wait for.
-- What a lock on a table means is meant for its partitions and heirs too. Of each transaction one row, the oldest first.
with recursive wanted as (
    select c.oid, w.mode
    from unnest($1::text[], $2::text[], $3::text[]) as w(schema_name, relation_name, mode)
    join pg_catalog.pg_namespace as n on n.nspname = w.schema_name
    join pg_catalog.pg_class as c on c.relnamespace = n.oid and c.relname = w.relation_name
), tree as (
    select w.oid, w.mode from wanted as w
    union
    select i.inhrelid, t.mode
    from tree as t
    join pg_catalog.pg_inherits as i on i.inhparent = t.oid
), conflict (mode, held) as (
    -- Source: PostgreSQL manual, "Conflicting Lock Modes".
    select c.mode, pg_catalog.unnest(c.held::text[])
    from (values
        ('ROW EXCLUSIVE', '{Share,ShareRowExclusive,Exclusive,AccessExclusive}'),
        ('SHARE UPDATE EXCLUSIVE', '{ShareUpdateExclusive,Share,ShareRowExclusive,Exclusive,AccessExclusive}'),
        ('SHARE', '{RowExclusive,ShareUpdateExclusive,ShareRowExclusive,Exclusive,AccessExclusive}'),
        ('SHARE ROW EXCLUSIVE', '{RowExclusive,ShareUpdateExclusive,Share,ShareRowExclusive,Exclusive,AccessExclusive}'),
        ('EXCLUSIVE', '{RowShare,RowExclusive,ShareUpdateExclusive,Share,ShareRowExclusive,Exclusive,AccessExclusive}'),
        ('ACCESS EXCLUSIVE', '{AccessShare,RowShare,RowExclusive,ShareUpdateExclusive,Share,ShareRowExclusive,Exclusive,AccessExclusive}')
    ) as c(mode, held)
), blocker as (
    select distinct on (l.pid, l.virtualtransaction) l.virtualtransaction, l.pid, l.relation, c.held
    from tree as t
    join conflict as c on c.mode = t.mode
    join pg_catalog.pg_locks as l on l.relation = t.oid and l.mode = c.held || 'Lock'
    where l.locktype = 'relation'
      and l.database = (select d.oid from pg_catalog.pg_database as d where d.datname = pg_catalog.current_database())
      and l.pid is distinct from pg_catalog.pg_backend_pid()
    order by l.pid, l.virtualtransaction, l.granted desc, l.relation
)
select b.virtualtransaction,
       b.pid,
       case when p.gid is not null then 'prepared'
            when a.backend_type = 'autovacuum worker' and a.query like '%(to prevent wraparound)' then 'urgent'
            -- A role without rights sees neither the type nor a role of a process that has none.
            when a.backend_type = 'autovacuum worker'
                 or (a.backend_type is null and a.usesysid is null and b.held = 'ShareUpdateExclusive') then 'vacuum'
            else 'session' end,
       case when p.gid is not null then pg_catalog.format('prepared transaction %L of %s', p.gid, p.owner)
            when a.backend_type <> 'client backend' then a.backend_type
            when a.usename is not null
            then pg_catalog.format('%s as %s', coalesce(nullif(a.application_name, ''), 'a session'), a.usename) end,
       a.state,
       n.nspname,
       k.relname,
       pg_catalog.upper(pg_catalog.regexp_replace(b.held, '(.)([A-Z])', '\1 \2', 'g')),
       pg_catalog.floor(extract(epoch from pg_catalog.clock_timestamp() - coalesce(p.prepared, a.xact_start)) * 1000)::bigint as age,
       a.query
from blocker as b
join pg_catalog.pg_class as k on k.oid = b.relation
join pg_catalog.pg_namespace as n on n.oid = k.relnamespace
left join pg_catalog.pg_stat_activity as a on a.pid = b.pid
-- A prepared transaction has no process any more. What it has is its own number, and the locks by which it goes here.
left join pg_catalog.pg_locks as x
       on b.pid is null and x.pid is null and x.locktype = 'transactionid' and x.virtualtransaction = b.virtualtransaction
left join pg_catalog.pg_prepared_xacts as p on p.transaction = x.transactionid
order by age desc nulls last, b.pid
