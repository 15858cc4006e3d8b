do $anneal_park$
-- The table goes into the place for backups as it is, with the partitions that it has: nothing is copied. What acts, and what would
-- act on others, is taken off and remembered; what has a name of its own there gets one that nothing else has.
declare
    parked regclass := {relation};
    home text := {schema};
    held text := {name};
    place text := 'b_{anneal:id}';
    tree oid[]; -- itself first
    moved text[] := '{}'; -- what brings partitions back into their schemas, by their names
    named text[] := '{}'; -- what brings back other names
    acting text[] := '{}'; -- what brings back what acted
    ties text[] := '{}'; -- what makes it a part of something again
    item record;
    number integer := 0;
begin
    select coalesce(pg_catalog.array_agg(p.relid::oid order by p.level, p.relid), array[parked::oid]) into tree
    from pg_catalog.pg_partition_tree(parked) as p;
    select pg_catalog.format('%s %s', case when r.oid is null then 'function' else 'view or rule' end,
                             coalesce(r.ev_class::regclass::text, d.objid::regprocedure::text)) as who, c.oid::regclass as whom
    into item
    from pg_catalog.pg_class as c
    join pg_catalog.pg_depend as d
      on (d.refclassid = 'pg_catalog.pg_class'::regclass and d.refobjid = c.oid)
      or (d.refclassid = 'pg_catalog.pg_type'::regclass
          and d.refobjid in (select t.oid from pg_catalog.pg_type as t
                             where t.oid = c.reltype or t.typelem = c.reltype and t.typcategory = 'A'))
    left join pg_catalog.pg_rewrite as r on d.classid = 'pg_catalog.pg_rewrite'::regclass and r.oid = d.objid
    where c.oid = any (tree) and (d.classid = 'pg_catalog.pg_proc'::regclass or r.ev_class <> c.oid)
    order by 1 limit 1;
    if found then
        raise exception using errcode = '2BP01', message = pg_catalog.format('%s uses table %s', item.who, item.whom);
    end if;
    select i.inhrelid::regclass as who into item from pg_catalog.pg_inherits as i
    where i.inhparent = parked and not i.inhrelid = any (tree) limit 1;
    if found then
        raise exception using errcode = '2BP01', message = pg_catalog.format('table %s inherits from table %s', item.who, parked);
    end if;
    for item in
        select i.inhparent::regclass as parent, c.relispartition as is_part, pg_catalog.pg_get_expr(c.relpartbound, c.oid) as bounds
        from pg_catalog.pg_inherits as i join pg_catalog.pg_class as c on c.oid = i.inhrelid
        where i.inhrelid = parked order by i.inhseqno
    loop
        if item.is_part then
            ties := ties || pg_catalog.format('alter table %s attach partition {anneal:table} %s', item.parent, item.bounds);
            execute pg_catalog.format('alter table %s detach partition %s', item.parent, parked);
        else
            ties := ties || pg_catalog.format('alter table {anneal:table} inherit %s', item.parent);
            execute pg_catalog.format('alter table %s no inherit %s', parked, item.parent);
        end if;
    end loop;
    for item in select c.reloftype::regtype as type from pg_catalog.pg_class as c where c.oid = parked and c.reloftype <> 0
    loop
        ties := ties || pg_catalog.format('alter table {anneal:table} of %s', item.type);
        execute pg_catalog.format('alter table %s not of', parked);
    end loop;
    for item in
        select k.conrelid::regclass as relation, case when k.conrelid = parked then '{anneal:table}' else k.conrelid::regclass::text end as target,
               k.conname as name, pg_catalog.pg_get_constraintdef(k.oid) as text
        from pg_catalog.pg_constraint as k
        where k.conrelid = any (tree) and k.contype = 'f' and k.conparentid = 0 order by pg_catalog.array_position(tree, k.conrelid), 3
    loop
        acting := acting || pg_catalog.format('alter table %s add constraint %I %s', item.target, item.name, item.text);
        execute pg_catalog.format('alter table %s drop constraint %I', item.relation, item.name);
    end loop;
    -- Each partition may have its own mind about the triggers of the whole.
    for item in
        select t.tgrelid::regclass as relation, case when t.tgrelid = parked then '{anneal:table}' else t.tgrelid::regclass::text end as target,
               t.tgname as name, t.tgparentid, pg_catalog.pg_get_triggerdef(t.oid) as text,
               case t.tgenabled when 'D' then 'disable' when 'R' then 'enable replica' when 'A' then 'enable always' else 'enable' end as mode,
               t.tgenabled is distinct from coalesce(above.tgenabled, 'O') as differs
        from pg_catalog.pg_trigger as t left join pg_catalog.pg_trigger as above on above.oid = t.tgparentid
        where t.tgrelid = any (tree) and not t.tgisinternal order by t.tgparentid <> 0, pg_catalog.array_position(tree, t.tgrelid), 3
    loop
        if item.tgparentid = 0 then
            acting := acting || item.text;
        end if;
        if item.differs then
            acting := acting || pg_catalog.format('alter table %s %s trigger %I', item.target, item.mode, item.name);
        end if;
        if item.tgparentid = 0 then
            execute pg_catalog.format('drop trigger %I on %s', item.name, item.relation);
        end if;
    end loop;
    for item in
        select r.ev_class::regclass as relation, r.rulename as name, pg_catalog.rtrim(pg_catalog.pg_get_ruledef(r.oid), ';') as text,
               case when r.ev_class = parked then '{anneal:table}' else r.ev_class::regclass::text end as target,
               case r.ev_enabled when 'D' then 'disable' when 'R' then 'enable replica' when 'A' then 'enable always' end as mode
        from pg_catalog.pg_rewrite as r where r.ev_class = any (tree) order by pg_catalog.array_position(tree, r.ev_class), 2
    loop
        acting := acting || item.text;
        if item.mode is not null then
            acting := acting || pg_catalog.format('alter table %s %s rule %I', item.target, item.mode, item.name);
        end if;
        execute pg_catalog.format('drop rule %I on %s', item.name, item.relation);
    end loop;
    for item in
        select p.polrelid::regclass as relation, case when p.polrelid = parked then '{anneal:table}' else p.polrelid::regclass::text end as target,
               p.polname as name, p.polpermissive as permissive,
               case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all' end
                   as command,
               (select pg_catalog.string_agg(case g when 0 then 'public' else g::regrole::text end, ', ') from pg_catalog.unnest(p.polroles) as g)
                   as roles,
               pg_catalog.pg_get_expr(p.polqual, p.polrelid) as seen, pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid) as checked
        from pg_catalog.pg_policy as p where p.polrelid = any (tree) order by pg_catalog.array_position(tree, p.polrelid), 3
    loop
        acting := acting || pg_catalog.concat(
            pg_catalog.format('create policy %I on %s as %s for %s to %s', item.name, item.target,
                              case when item.permissive then 'permissive' else 'restrictive' end, item.command, item.roles),
            ' using (' || item.seen || ')', ' with check (' || item.checked || ')');
        execute pg_catalog.format('drop policy %I on %s', item.name, item.relation);
    end loop;
    if pg_catalog.current_setting('server_version_num')::integer >= 150000 then
        for item in
            select p.pubname as name, r.prrelid::regclass as relation,
                   case when r.prrelid = parked then '{anneal:table}' else r.prrelid::regclass::text end
                   || coalesce((select ' (' || pg_catalog.string_agg(pg_catalog.quote_ident(a.attname), ', ' order by a.attnum) || ')'
                                from pg_catalog.pg_attribute as a where a.attrelid = r.prrelid and a.attnum = any (r.prattrs::int2[])), '')
                   || coalesce(' where (' || pg_catalog.pg_get_expr(r.prqual, r.prrelid) || ')', '') as target
            from pg_catalog.pg_publication_rel as r join pg_catalog.pg_publication as p on p.oid = r.prpubid
            where r.prrelid = any (tree) order by pg_catalog.array_position(tree, r.prrelid), 1
        loop
            acting := acting || pg_catalog.format('alter publication %I add table %s', item.name, item.target);
            execute pg_catalog.format('alter publication %I drop table %s', item.name, item.relation);
        end loop;
    else
        for item in
            select p.pubname as name, r.prrelid::regclass as relation,
                   case when r.prrelid = parked then '{anneal:table}' else r.prrelid::regclass::text end as target
            from pg_catalog.pg_publication_rel as r join pg_catalog.pg_publication as p on p.oid = r.prpubid
            where r.prrelid = any (tree) order by pg_catalog.array_position(tree, r.prrelid), 1
        loop
            acting := acting || pg_catalog.format('alter publication %I add table %s', item.name, item.target);
            execute pg_catalog.format('alter publication %I drop table %s', item.name, item.relation);
        end loop;
    end if;
    for item in
        select c.oid::regclass as part, c.relname as name, n.nspname as space,
               case c.relkind when 'S' then 'sequence' else 'index' end as kind
        from pg_catalog.pg_class as c join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
        where c.oid in (select i.indexrelid from pg_catalog.pg_index as i where i.indrelid = any (tree)
                        union all
                        select d.objid from pg_catalog.pg_depend as d
                        where d.classid = 'pg_catalog.pg_class'::regclass and d.refclassid = 'pg_catalog.pg_class'::regclass
                          and d.refobjid = any (tree) and d.refobjsubid > 0 and d.deptype in ('a', 'i'))
          and c.relkind in ('i', 'I', 'S')
        order by 2
    loop
        number := number + 1;
        named := named || pg_catalog.format('alter %s %s.%I rename to %I', item.kind,
                                            case when item.space = home then '{anneal:schema}' else pg_catalog.quote_ident(item.space) end,
                                            place || '_' || number, item.name);
        execute pg_catalog.format('alter %s %s rename to %I', item.kind, item.part, place || '_' || number);
    end loop;
    for item in
        select s.stxname as name, n.nspname as space from pg_catalog.pg_statistic_ext as s
        join pg_catalog.pg_namespace as n on n.oid = s.stxnamespace
        where s.stxrelid = any (tree) and pg_catalog.pg_has_role(s.stxowner, 'USAGE') order by 2, 1
    loop
        number := number + 1;
        named := named || pg_catalog.format('alter statistics anneal_backup.%I set schema %I', place || '_' || number, item.space)
                       || pg_catalog.format('alter statistics %I.%I rename to %I', item.space, place || '_' || number, item.name);
        execute pg_catalog.format('alter statistics %I.%I rename to %I', item.space, item.name, place || '_' || number);
        execute pg_catalog.format('alter statistics %I.%I set schema anneal_backup', item.space, place || '_' || number);
    end loop;
    for item in
        select c.oid::regclass as part, c.relname as name, n.nspname as space
        from pg_catalog.pg_class as c join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
        where c.oid = any (tree) and c.oid <> parked order by pg_catalog.array_position(tree, c.oid)
    loop
        number := number + 1;
        if item.space <> home then
            moved := moved || pg_catalog.format('alter table {anneal:schema}.%I set schema %I', place || '_' || number, item.space);
        end if;
        moved := moved || pg_catalog.format('alter table %s.%I rename to %I', case when item.space = home then '{anneal:schema}' else pg_catalog.quote_ident(item.space) end,
                                            place || '_' || number, item.name);
        execute pg_catalog.format('alter table %s rename to %I', item.part, place || '_' || number);
        execute pg_catalog.format('alter table %s set schema anneal_backup', item.part);
    end loop;
    execute pg_catalog.format('alter table %I.%I rename to %I', home, held, place);
    execute pg_catalog.format('alter table %I.%I set schema anneal_backup', home, place);
    perform pg_catalog.set_config('anneal.finally', pg_catalog.array_to_json(moved || named || acting || ties)::text, true);
end
$anneal_park$
