-- What exists in these schemas (extensions, event triggers: in the database) and isn't modelled.
with members as materialized (
    select e.classid, e.objid
    from pg_depend as e
    where e.refclassid = 'pg_extension'::regclass and e.deptype = 'e'
)
select 'unlogged table', count(*)
from pg_class as c
where c.relnamespace = any ($1::oid[]) and c.relkind = 'r' and c.relpersistence = 'u'
union all
select 'aggregate', count(*)
from pg_proc as p
where p.pronamespace = any ($1::oid[]) and p.prokind = 'a'
  and p.oid not in (select objid from members where classid = 'pg_proc'::regclass)
union all
select case t.typtype when 'e' then 'enum type' when 'd' then 'domain' when 'r' then 'range type'
                      else 'composite type' end,
       count(*)
from pg_type as t
left join pg_class as c on c.oid = t.typrelid
where t.typnamespace = any ($1::oid[])
  and (t.typtype in ('e', 'd', 'r') or (t.typtype = 'c' and c.relkind = 'c'))
  and t.oid not in (select objid from members where classid = 'pg_type'::regclass)
group by 1
union all
select 'collation', count(*)
from pg_collation as l
where l.collnamespace = any ($1::oid[])
  and l.oid not in (select objid from members where classid = 'pg_collation'::regclass)
union all
select 'operator', count(*)
from pg_operator as o
where o.oprnamespace = any ($1::oid[])
  and o.oid not in (select objid from members where classid = 'pg_operator'::regclass)
union all
select 'extension', count(*) from pg_extension as e where e.extname <> 'plpgsql'
union all
select 'event trigger', count(*)
from pg_event_trigger as e
where e.oid not in (select objid from members where classid = 'pg_event_trigger'::regclass)
