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
select 'operator', count(*)
from pg_operator as o
where o.oprnamespace = any ($1::oid[])
  and o.oid not in (select objid from members where classid = 'pg_operator'::regclass)
union all
select 'event trigger', count(*)
from pg_event_trigger as e
where e.oid not in (select objid from members where classid = 'pg_event_trigger'::regclass)
