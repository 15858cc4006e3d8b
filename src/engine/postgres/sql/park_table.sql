do $anneal_park$
-- The table goes into the place for backups as it is: nothing is copied. What acts, and what would act on others, is taken
-- off and remembered; what has a name of its own there gets one that nothing else has.
declare
    parked regclass := {relation};
    home text := {schema};
    held text := {name};
    place text := 'b_{anneal:id}';
    finally text[] := '{}';
    item record;
    number integer := 0;
begin
    select pg_catalog.format('%s %s', case when r.oid is null then 'function' else 'view or rule' end,
                             coalesce(r.ev_class::regclass::text, d.objid::regprocedure::text)) as who
    into item
    from pg_catalog.pg_depend as d
    left join pg_catalog.pg_rewrite as r on d.classid = 'pg_catalog.pg_rewrite'::regclass and r.oid = d.objid
    left join pg_catalog.pg_class as c on c.oid = parked
    where ((d.refclassid = 'pg_catalog.pg_class'::regclass and d.refobjid = parked)
           or (d.refclassid = 'pg_catalog.pg_type'::regclass
               and d.refobjid in (select t.oid from pg_catalog.pg_type as t
                                  where t.oid = c.reltype or t.typelem = c.reltype and t.typcategory = 'A')))
      and (d.classid = 'pg_catalog.pg_proc'::regclass or r.ev_class <> parked)
    order by 1 limit 1;
    if found then
        raise exception using errcode = '2BP01', message = pg_catalog.format('%s uses table %s', item.who, parked);
    end if;
    for item in
        select k.conname as name, pg_catalog.pg_get_constraintdef(k.oid) as text from pg_catalog.pg_constraint as k
        where k.conrelid = parked and k.contype = 'f' order by 1
    loop
        finally := finally || pg_catalog.format('alter table {anneal:table} add constraint %I %s', item.name, item.text);
        execute pg_catalog.format('alter table %s drop constraint %I', parked, item.name);
    end loop;
    for item in
        select t.tgname as name, pg_catalog.pg_get_triggerdef(t.oid) as text,
               case t.tgenabled when 'D' then 'disable' when 'R' then 'enable replica' when 'A' then 'enable always' end as mode
        from pg_catalog.pg_trigger as t where t.tgrelid = parked and not t.tgisinternal order by 1
    loop
        finally := finally || item.text;
        if item.mode is not null then
            finally := finally || pg_catalog.format('alter table {anneal:table} %s trigger %I', item.mode, item.name);
        end if;
        execute pg_catalog.format('drop trigger %I on %s', item.name, parked);
    end loop;
    for item in
        select r.rulename as name, pg_catalog.rtrim(pg_catalog.pg_get_ruledef(r.oid), ';') as text
        from pg_catalog.pg_rewrite as r where r.ev_class = parked order by 1
    loop
        finally := finally || item.text;
        execute pg_catalog.format('drop rule %I on %s', item.name, parked);
    end loop;
    for item in
        select p.polname as name, p.polpermissive as permissive,
               case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all' end
                   as command,
               (select pg_catalog.string_agg(case g when 0 then 'public' else g::regrole::text end, ', ') from pg_catalog.unnest(p.polroles) as g)
                   as roles,
               pg_catalog.pg_get_expr(p.polqual, p.polrelid) as seen, pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid) as checked
        from pg_catalog.pg_policy as p where p.polrelid = parked order by 1
    loop
        finally := finally || pg_catalog.concat(
            pg_catalog.format('create policy %I on {anneal:table} as %s for %s to %s', item.name,
                              case when item.permissive then 'permissive' else 'restrictive' end, item.command, item.roles),
            ' using (' || item.seen || ')', ' with check (' || item.checked || ')');
        execute pg_catalog.format('drop policy %I on %s', item.name, parked);
    end loop;
    for item in
        select p.pubname as name from pg_catalog.pg_publication_rel as r join pg_catalog.pg_publication as p on p.oid = r.prpubid
        where r.prrelid = parked order by 1
    loop
        finally := finally || pg_catalog.format('alter publication %I add table {anneal:table}', item.name);
        execute pg_catalog.format('alter publication %I drop table %s', item.name, parked);
    end loop;
    for item in
        select c.oid::regclass as part, c.relname as name,
               case c.relkind when 'S' then 'sequence' else 'index' end as kind
        from pg_catalog.pg_class as c
        where c.oid in (select i.indexrelid from pg_catalog.pg_index as i where i.indrelid = parked
                        union all
                        select d.objid from pg_catalog.pg_depend as d
                        where d.classid = 'pg_catalog.pg_class'::regclass and d.refclassid = 'pg_catalog.pg_class'::regclass
                          and d.refobjid = parked and d.refobjsubid > 0 and d.deptype in ('a', 'i'))
          and c.relkind in ('i', 'S')
        order by 2
    loop
        number := number + 1;
        finally := finally || pg_catalog.format('alter %s {anneal:schema}.%I rename to %I', item.kind, place || '_' || number, item.name);
        execute pg_catalog.format('alter %s %s rename to %I', item.kind, item.part, place || '_' || number);
    end loop;
    for item in
        select s.stxname as name, n.nspname as space from pg_catalog.pg_statistic_ext as s
        join pg_catalog.pg_namespace as n on n.oid = s.stxnamespace where s.stxrelid = parked and pg_catalog.pg_has_role(s.stxowner, 'USAGE') order by 2, 1
    loop
        number := number + 1;
        finally := finally || pg_catalog.format('alter statistics anneal_backup.%I set schema %I', place || '_' || number, item.space)
                           || pg_catalog.format('alter statistics %I.%I rename to %I', item.space, place || '_' || number, item.name);
        execute pg_catalog.format('alter statistics %I.%I rename to %I', item.space, item.name, place || '_' || number);
        execute pg_catalog.format('alter statistics %I.%I set schema anneal_backup', item.space, place || '_' || number);
    end loop;
    execute pg_catalog.format('alter table %I.%I rename to %I', home, held, place);
    execute pg_catalog.format('alter table %I.%I set schema anneal_backup', home, place);
    perform pg_catalog.set_config('anneal.finally', pg_catalog.array_to_json(finally)::text, true);
end
$anneal_park$
