-- All besides its text that decides what a definition means to the server and how it prints it: the server, where this
-- session looks names up, and the names, columns and signatures that there are.  Objects in temporary schemas are no part
-- of it: they come and go.
with own as (
    select oid from pg_catalog.pg_namespace where nspname !~ '^pg_(temp|toast)'
)
select pg_catalog.concat_ws(' ',
    current_setting('server_version_num'),
    session_user,
    current_user,
    current_setting('search_path'),
    (select sum(pg_catalog.hashtextextended(pg_catalog.concat_ws(' ', r.kind, r.id, r.namespace, r.name, r.more), 0))
     from (
        select 'n' as kind, oid as id, 0 as namespace, nspname::text as name, null as more
        from pg_catalog.pg_namespace where oid in (select oid from own)
        union all
        select 'c', oid, relnamespace, relname, relkind::text
        from pg_catalog.pg_class where relnamespace in (select oid from own) and oid >= 16384 and relkind not in ('i', 'I', 't')
        union all
        select 'a', a.attrelid, a.attnum, a.attname,
               pg_catalog.concat_ws(' ', a.atttypid, a.atttypmod, a.attcollation, a.attisdropped)
        from pg_catalog.pg_attribute as a
        join pg_catalog.pg_class as c on c.oid = a.attrelid
        where c.relnamespace in (select oid from own) and c.oid >= 16384 and c.relkind not in ('i', 'I', 't') and a.attnum > 0
        union all
        select 'p', oid, pronamespace, proname, pg_catalog.concat_ws(' ', proargtypes, proallargtypes, proargnames, prorettype, prokind, provariadic, pronargdefaults)
        from pg_catalog.pg_proc where pronamespace in (select oid from own) and oid >= 16384
        union all
        select 't', oid, typnamespace, typname, pg_catalog.concat_ws(' ', typtype, typbasetype, typtypmod, typelem)
        from pg_catalog.pg_type where typnamespace in (select oid from own) and oid >= 16384
        union all
        select 'e', enumtypid, oid, enumlabel, enumsortorder::text from pg_catalog.pg_enum
        union all
        select 'o', oid, oprnamespace, oprname, pg_catalog.concat_ws(' ', oprleft, oprright, oprresult, oprcom, oprnegate)
        from pg_catalog.pg_operator where oid >= 16384
        union all
        select 'k', oid, castsource, casttarget::text, pg_catalog.concat_ws(' ', castfunc, castcontext)
        from pg_catalog.pg_cast where oid >= 16384
        union all
        select 'l', oid, collnamespace, collname, null from pg_catalog.pg_collation where oid >= 16384
        union all
        select 'q', oid, opcnamespace, opcname, pg_catalog.concat_ws(' ', opcintype, opcfamily, opcdefault)
        from pg_catalog.pg_opclass where oid >= 16384
        union all
        select 'f', oid, opfnamespace, opfname, opfmethod::text from pg_catalog.pg_opfamily where oid >= 16384
        union all
        select 'd', oid, dictnamespace, dictname, null from pg_catalog.pg_ts_dict where oid >= 16384
        union all
        select 'g', oid, cfgnamespace, cfgname, cfgparser::text from pg_catalog.pg_ts_config where oid >= 16384
        union all
        select 'h', oid, prsnamespace, prsname, null from pg_catalog.pg_ts_parser where oid >= 16384
        union all
        select 'm', oid, tmplnamespace, tmplname, null from pg_catalog.pg_ts_template where oid >= 16384
        union all
        select 'x', oid, 0, lanname, null from pg_catalog.pg_language where oid >= 16384
     ) as r))
