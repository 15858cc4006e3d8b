-- Views, rules, routines and triggers of these schemas. Texts whose print takes locks are NULL here (definition_texts.sql):
-- of views, of rules and of routines with a body that was parsed. Heads are cut off by their length.
with members as materialized (
    select e.classid, e.objid
    from pg_depend as e
    where e.refclassid = 'pg_extension'::regclass and e.deptype = 'e'
)
select case c.relkind when 'v' then 'view' else 'materialized view' end,
       c.oid,
       c.relnamespace,
       c.relname as own,
       null as arguments,
       null as relation,
       -- the rule is what depends on things
       r.oid as printed,
       null as text,
       null as enabled,
       (select string_agg(case when o.option like '%=%'
                               then split_part(o.option, '=', 1) || '=''' || substr(o.option, strpos(o.option, '=') + 1) || ''''
                               else o.option end, ', ' order by o.place)
        from unnest(c.reloptions) with ordinality as o (option, place)) as options,
       (select count(distinct d.refobjid) from pg_depend as d
        where d.classid = 'pg_rewrite'::regclass and d.objid = r.oid and d.refclassid = 'pg_class'::regclass) as locks,
       d.description
from pg_class as c
join pg_rewrite as r on r.ev_class = c.oid and r.rulename = '_RETURN'
left join pg_description as d on d.classoid = 'pg_class'::regclass and d.objoid = c.oid and d.objsubid = 0
where c.relnamespace = any ($1::oid[]) and c.relkind in ('v', 'm')
  and c.oid not in (select objid from members where classid = 'pg_class'::regclass)
union all
select case p.prokind when 'p' then 'procedure' else 'function' end,
       p.oid,
       p.pronamespace,
       p.proname,
       '(' || oidvectortypes(p.proargtypes) || ')',
       null,
       p.oid,
       case when not exists (select from pg_depend as b
                             where b.classid = 'pg_proc'::regclass and b.objid = p.oid
                               and b.refclassid in ('pg_class'::regclass, 'pg_proc'::regclass) and b.deptype = 'n')
            then substr(pg_get_functiondef(p.oid),
                        length('CREATE OR REPLACE ' || case p.prokind when 'p' then 'PROCEDURE ' else 'FUNCTION ' end
                               || case when n.oid = pg_my_temp_schema() then substring(pg_get_functiondef(p.oid) from '(pg_temp[_0-9]*)\.') else quote_ident(n.nspname) end || '.' || quote_ident(p.proname)) + 1) end,
       null,
       null,
       1,
       d.description
from pg_proc as p
join pg_namespace as n on n.oid = p.pronamespace
left join pg_description as d on d.classoid = 'pg_proc'::regclass and d.objoid = p.oid
where p.pronamespace = any ($1::oid[]) and p.prokind in ('f', 'p', 'w')
  and p.oid not in (select objid from members where classid = 'pg_proc'::regclass)
  -- constructors of range types belong to their type
  and not exists (select from pg_depend as i
                  where i.classid = 'pg_proc'::regclass and i.objid = p.oid and i.deptype = 'i')
union all
select case when t.tgconstraint <> 0 then 'constraint trigger' else 'trigger' end,
       t.oid,
       c.relnamespace,
       t.tgname,
       null,
       c.relname,
       t.oid,
       substr(pg_get_triggerdef(t.oid),
              length(case when t.tgconstraint <> 0 then 'CREATE CONSTRAINT TRIGGER ' else 'CREATE TRIGGER ' end
                     || quote_ident(t.tgname) || ' ') + 1),
       t.tgenabled::text,
       null,
       1,
       d.description
from pg_trigger as t
join pg_class as c on c.oid = t.tgrelid
left join pg_description as d on d.classoid = 'pg_trigger'::regclass and d.objoid = t.oid
where c.relnamespace = any ($1::oid[]) and not t.tgisinternal
  -- one that a partition has for its parent's
  and not exists (select from pg_depend as p
                  where p.classid = 'pg_trigger'::regclass and p.objid = t.oid and p.deptype = 'P')
union all
select 'rule',
       r.oid,
       c.relnamespace,
       r.rulename,
       null,
       c.relname,
       r.oid,
       null,
       r.ev_enabled::text,
       null,
       (select count(distinct d.refobjid) from pg_depend as d
        where d.classid = 'pg_rewrite'::regclass and d.objid = r.oid and d.refclassid = 'pg_class'::regclass),
       d.description
from pg_rewrite as r
join pg_class as c on c.oid = r.ev_class
left join pg_description as d on d.classoid = 'pg_rewrite'::regclass and d.objoid = r.oid
where c.relnamespace = any ($1::oid[]) and r.rulename <> '_RETURN'
