-- Casts, transforms, languages, access methods and event triggers: what no schema holds. Columns as in definitions.sql.
with members as materialized (
    select e.classid, e.objid
    from pg_depend as e
    where e.refclassid = 'pg_extension'::regclass and e.deptype = 'e'
)
select case when l.lanpltrusted then 'TRUSTED LANGUAGE' else 'LANGUAGE' end as head,
       l.oid,
       null::oid as namespace,
       l.lanname::text as own,
       null::text as arguments,
       null::text as relation,
       l.oid as printed,
       concat_ws(' ', 'HANDLER ' || l.lanplcallfoid::regproc, 'INLINE ' || nullif(l.laninline, 0)::regproc,
                 'VALIDATOR ' || nullif(l.lanvalidator, 0)::regproc) as text,
       null::text as enabled,
       null::text as options,
       1::bigint as locks,
       d.description
from pg_language as l
left join pg_description as d on d.classoid = 'pg_language'::regclass and d.objoid = l.oid
where l.lanispl and l.oid >= 16384
  and l.oid not in (select objid from members where classid = 'pg_language'::regclass)
union all
select 'ACCESS METHOD',
       m.oid,
       null,
       m.amname,
       null,
       null,
       m.oid,
       'TYPE ' || case m.amtype when 'i' then 'INDEX' else 'TABLE' end || ' HANDLER ' || m.amhandler,
       null,
       null,
       1,
       d.description
from pg_am as m
left join pg_description as d on d.classoid = 'pg_am'::regclass and d.objoid = m.oid
where m.oid >= 16384
  and m.oid not in (select objid from members where classid = 'pg_am'::regclass)
union all
-- Those from a range type to its multirange belong to the type.
select 'CAST',
       c.oid,
       null,
       format_type(c.castsource, null) || ' AS ' || format_type(c.casttarget, null),
       null,
       null,
       c.oid,
       case c.castmethod when 'f' then 'WITH FUNCTION ' || c.castfunc::regprocedure
                         when 'i' then 'WITH INOUT'
                         else 'WITHOUT FUNCTION' end
           || case c.castcontext when 'a' then ' AS ASSIGNMENT' when 'i' then ' AS IMPLICIT' else '' end,
       null,
       null,
       1,
       d.description
from pg_cast as c
left join pg_description as d on d.classoid = 'pg_cast'::regclass and d.objoid = c.oid
where c.oid >= 16384
  and c.oid not in (select objid from members where classid = 'pg_cast'::regclass)
  and not exists (select from pg_depend as i
                  where i.classid = 'pg_cast'::regclass and i.objid = c.oid and i.deptype = 'i')
union all
select 'TRANSFORM',
       t.oid,
       null,
       format_type(t.trftype, null) || ' LANGUAGE ' || quote_ident(l.lanname),
       null,
       null,
       t.oid,
       '(' || concat_ws(', ', 'FROM SQL WITH FUNCTION ' || nullif(t.trffromsql, 0)::regprocedure,
                        'TO SQL WITH FUNCTION ' || nullif(t.trftosql, 0)::regprocedure) || ')',
       null,
       null,
       1,
       d.description
from pg_transform as t
join pg_language as l on l.oid = t.trflang
left join pg_description as d on d.classoid = 'pg_transform'::regclass and d.objoid = t.oid
where t.oid >= 16384
  and t.oid not in (select objid from members where classid = 'pg_transform'::regclass)
union all
select 'EVENT TRIGGER',
       e.oid,
       null,
       e.evtname,
       null,
       null,
       e.oid,
       'ON ' || e.evtevent
           || coalesce(E'\n    WHEN TAG IN (' || (select string_agg(quote_literal(t.tag), ', ' order by t.place)
                                                from unnest(e.evttags) with ordinality as t (tag, place)) || ')', '')
           || E'\n    EXECUTE FUNCTION ' || e.evtfoid::regproc || '()',
       e.evtenabled::text,
       null,
       1,
       d.description
from pg_event_trigger as e
left join pg_description as d on d.classoid = 'pg_event_trigger'::regclass and d.objoid = e.oid
where e.oid not in (select objid from members where classid = 'pg_event_trigger'::regclass)
