-- All besides its text that decides what a definition means to the server and how it prints it, by the name that a text
-- has to mention: relations with their columns, and routines.  Without a name what any text may hang on: the server, where
-- this session looks names up, types, operators and the like, and relations whose rows are values of columns or routines.
-- Objects in temporary schemas are no part of it: they come and go.
with own as (
    select oid from pg_catalog.pg_namespace where nspname !~ '^pg_(temp|toast)'
), relations as (
    select c.oid, c.relname, c.relnamespace, c.relkind, c.reltype, t.typarray
    from pg_catalog.pg_class as c
    left join pg_catalog.pg_type as t on t.oid = c.reltype
    where c.relnamespace in (select oid from own) and c.oid >= 16384 and c.relkind not in ('i', 'I', 't')
), routines as (
    select * from pg_catalog.pg_proc where pronamespace in (select oid from own) and oid >= 16384
), used_types as (
    select a.atttypid as oid from pg_catalog.pg_attribute as a join relations as r on r.oid = a.attrelid where a.attnum > 0
    union select prorettype from routines
    union select pg_catalog.unnest(proargtypes) from routines
    union select pg_catalog.unnest(proallargtypes) from routines
    union select typbasetype from pg_catalog.pg_type where typbasetype >= 16384
), by_name as (
    select r.oid, r.relnamespace, r.relname, r.relkind,
           case when r.relkind = 'c' or r.reltype in (select oid from used_types) or r.typarray in (select oid from used_types)
                then null else r.relname end as name
    from relations as r
), facts (name, kind, id, namespace, own_name, more) as (
    select null::name, 'n', oid, 0::oid, nspname, null
    from pg_catalog.pg_namespace where oid in (select oid from own)
    union all
    select name, 'c', oid, relnamespace, relname, relkind::text from by_name
    union all
    select r.name, 'a', a.attrelid, a.attnum::oid, a.attname,
           pg_catalog.concat_ws(' ', a.atttypid, a.atttypmod, a.attcollation, a.attisdropped)
    from pg_catalog.pg_attribute as a
    join by_name as r on r.oid = a.attrelid
    where a.attnum > 0
    union all
    select proname, 'p', oid, pronamespace, proname,
           pg_catalog.concat_ws(' ', proargtypes, proallargtypes, proargnames, prorettype, prokind, provariadic, pronargdefaults)
    from routines
    union all
    select null, 't', t.oid, t.typnamespace, t.typname, pg_catalog.concat_ws(' ', t.typtype, t.typbasetype, t.typtypmod, t.typelem)
    from pg_catalog.pg_type as t
    where t.typnamespace in (select oid from own) and t.oid >= 16384 and not exists (
        select from relations as r where r.relkind <> 'c' and t.oid in (r.reltype, r.typarray))
    union all
    select null, 'e', enumtypid, oid, enumlabel, enumsortorder::text from pg_catalog.pg_enum
    union all
    select null, 'o', oid, oprnamespace, oprname, pg_catalog.concat_ws(' ', oprleft, oprright, oprresult, oprcom, oprnegate)
    from pg_catalog.pg_operator where oid >= 16384
    union all
    select null, 'k', oid, castsource, casttarget::text::name, pg_catalog.concat_ws(' ', castfunc, castcontext)
    from pg_catalog.pg_cast where oid >= 16384
    union all
    select null, 'l', oid, collnamespace, collname, null from pg_catalog.pg_collation where oid >= 16384
    union all
    select null, 'q', oid, opcnamespace, opcname, pg_catalog.concat_ws(' ', opcintype, opcfamily, opcdefault)
    from pg_catalog.pg_opclass where oid >= 16384
    union all
    select null, 'f', oid, opfnamespace, opfname, opfmethod::text from pg_catalog.pg_opfamily where oid >= 16384
    union all
    select null, 'd', oid, dictnamespace, dictname, null from pg_catalog.pg_ts_dict where oid >= 16384
    union all
    select null, 'g', oid, cfgnamespace, cfgname, cfgparser::text from pg_catalog.pg_ts_config where oid >= 16384
    union all
    select null, 'h', oid, prsnamespace, prsname, null from pg_catalog.pg_ts_parser where oid >= 16384
    union all
    select null, 'm', oid, tmplnamespace, tmplname, null from pg_catalog.pg_ts_template where oid >= 16384
    union all
    select null, 'x', oid, 0, lanname, null from pg_catalog.pg_language where oid >= 16384
)
select name,
       pg_catalog.concat_ws(' ',
           case when name is null then pg_catalog.concat_ws(' ', current_setting('server_version_num'), session_user,
                                                            current_user, current_setting('search_path')) end,
           sum(pg_catalog.hashtextextended(pg_catalog.concat_ws(' ', kind, id, namespace, own_name, more), 0)))
from facts
group by name
