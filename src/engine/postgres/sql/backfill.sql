-- What an update of columns $3 of table $1.$2 meets besides the rows: kind, name.
--   hidden: row security applies to this role          trigger: fires, unless the session is a replica's
--   insistent: fires in a replica's session too        constraint: kept by triggers that a replica's session leaves out
with relation as (
    select c.oid
    from pg_catalog.pg_class as c
    join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
    where n.nspname = $1::text
      and c.relname = $2::text
), numbers as (
    select coalesce(pg_catalog.array_agg(a.attnum), '{}') as list
    from relation as r
    join pg_catalog.pg_attribute as a on a.attrelid = r.oid
    where a.attname = any ($3::text[])
), firing as (
    select t.tgname, t.tgenabled
    from relation as r
    join pg_catalog.pg_trigger as t on t.tgrelid = r.oid
    cross join numbers as n
    where not t.tgisinternal
      and t.tgtype & 16 <> 0 -- TRIGGER_TYPE_UPDATE
      and (pg_catalog.cardinality(t.tgattr::int2[]) = 0 or t.tgattr::int2[] && n.list)
    union all
    select w.rulename, w.ev_enabled
    from relation as r
    join pg_catalog.pg_rewrite as w on w.ev_class = r.oid
    where w.ev_type = '2' -- of UPDATE
)
select 'hidden', null
from relation as r
where pg_catalog.row_security_active(r.oid)
union all
select 'trigger', f.tgname
from firing as f
where f.tgenabled in ('O', 'A')
union all
select 'insistent', f.tgname
from firing as f
where f.tgenabled in ('R', 'A')
union all
select 'constraint', c.conname
from relation as r
join pg_catalog.pg_constraint as c on c.conrelid = r.oid or c.confrelid = r.oid
cross join numbers as n
where (c.contype = 'f' and (c.conrelid = r.oid and c.conkey && n.list or c.confrelid = r.oid and c.confkey && n.list))
   or (c.condeferrable and c.conrelid = r.oid and (c.conkey && n.list or 0 = any (c.conkey)))
order by 1, 2
