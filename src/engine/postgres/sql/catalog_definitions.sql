-- Aggregates, operators with their families and classes, conversions and text search objects of these schemas, which the
-- server prints no statements of: these are put together as pg_dump does. Columns as in definitions.sql.
with members as materialized (
    select e.classid, e.objid
    from pg_depend as e
    where e.refclassid = 'pg_extension'::regclass and e.deptype = 'e'
)
select 'AGGREGATE' as head,
       p.oid,
       p.pronamespace,
       p.proname::text as own,
       '(' || oidvectortypes(p.proargtypes) || ')' as arguments,
       null::text as relation,
       p.oid as printed,
       '(' || case when p.pronargs = 0 then '*' else pg_get_function_arguments(p.oid) end || E') (\n    '
           || concat_ws(E',\n    ',
                'SFUNC = ' || a.aggtransfn::regproc,
                'STYPE = ' || format_type(a.aggtranstype, null),
                'SSPACE = ' || nullif(a.aggtransspace, 0),
                'FINALFUNC = ' || nullif(a.aggfinalfn, 0)::regproc,
                case when a.aggfinalextra then 'FINALFUNC_EXTRA' end,
                case when a.aggfinalmodify <> case a.aggkind when 'n' then 'r' else 'w' end
                     then 'FINALFUNC_MODIFY = '
                          || case a.aggfinalmodify when 'r' then 'READ_ONLY' when 's' then 'SHAREABLE' else 'READ_WRITE' end end,
                'COMBINEFUNC = ' || nullif(a.aggcombinefn, 0)::regproc,
                'SERIALFUNC = ' || nullif(a.aggserialfn, 0)::regproc,
                'DESERIALFUNC = ' || nullif(a.aggdeserialfn, 0)::regproc,
                'INITCOND = ' || quote_literal(a.agginitval),
                'MSFUNC = ' || nullif(a.aggmtransfn, 0)::regproc,
                'MINVFUNC = ' || nullif(a.aggminvtransfn, 0)::regproc,
                'MSTYPE = ' || format_type(nullif(a.aggmtranstype, 0), null),
                'MSSPACE = ' || nullif(a.aggmtransspace, 0),
                'MFINALFUNC = ' || nullif(a.aggmfinalfn, 0)::regproc,
                case when a.aggmfinalextra then 'MFINALFUNC_EXTRA' end,
                case when a.aggmtransfn <> 0 and a.aggmfinalmodify <> case a.aggkind when 'n' then 'r' else 'w' end
                     then 'MFINALFUNC_MODIFY = '
                          || case a.aggmfinalmodify when 'r' then 'READ_ONLY' when 's' then 'SHAREABLE' else 'READ_WRITE' end end,
                'MINITCOND = ' || quote_literal(a.aggminitval),
                (select 'SORTOP = OPERATOR(' || case when n.oid = pg_my_temp_schema() then 'pg_temp' else quote_ident(n.nspname) end || '.' || o.oprname || ')'
                 from pg_operator as o
                 join pg_namespace as n on n.oid = o.oprnamespace
                 where o.oid = a.aggsortop),
                case p.proparallel when 's' then 'PARALLEL = SAFE' when 'r' then 'PARALLEL = RESTRICTED' end,
                case when a.aggkind = 'h' then 'HYPOTHETICAL' end)
           || E'\n)' as text,
       null::text as enabled,
       null::text as options,
       1::bigint as locks,
       d.description
from pg_proc as p
join pg_aggregate as a on a.aggfnoid = p.oid
left join pg_description as d on d.classoid = 'pg_proc'::regclass and d.objoid = p.oid
where p.pronamespace = any ($1::oid[])
  and p.oid not in (select objid from members where classid = 'pg_proc'::regclass)
union all
-- One without a function is only the promise that another has made of its commutator or negator.
select 'OPERATOR',
       o.oid,
       o.oprnamespace,
       o.oprname,
       '(' || coalesce(format_type(nullif(o.oprleft, 0), null), 'NONE') || ', '
           || coalesce(format_type(nullif(o.oprright, 0), null), 'NONE') || ')',
       null,
       o.oid,
       E'(\n    ' || concat_ws(E',\n    ',
           'FUNCTION = ' || o.oprcode,
           'LEFTARG = ' || format_type(nullif(o.oprleft, 0), null),
           'RIGHTARG = ' || format_type(nullif(o.oprright, 0), null),
           (select 'COMMUTATOR = OPERATOR(' || case when n.oid = pg_my_temp_schema() then 'pg_temp' else quote_ident(n.nspname) end || '.' || other.oprname || ')'
            from pg_operator as other
            join pg_namespace as n on n.oid = other.oprnamespace
            where other.oid = o.oprcom),
           (select 'NEGATOR = OPERATOR(' || case when n.oid = pg_my_temp_schema() then 'pg_temp' else quote_ident(n.nspname) end || '.' || other.oprname || ')'
            from pg_operator as other
            join pg_namespace as n on n.oid = other.oprnamespace
            where other.oid = o.oprnegate),
           'RESTRICT = ' || nullif(o.oprrest, 0)::regproc,
           'JOIN = ' || nullif(o.oprjoin, 0)::regproc,
           case when o.oprcanhash then 'HASHES' end,
           case when o.oprcanmerge then 'MERGES' end) || E'\n)',
       null,
       null,
       1,
       d.description
from pg_operator as o
left join pg_description as d on d.classoid = 'pg_operator'::regclass and d.objoid = o.oid
where o.oprnamespace = any ($1::oid[]) and o.oprcode <> 0
  and o.oid not in (select objid from members where classid = 'pg_operator'::regclass)
union all
select 'OPERATOR FAMILY',
       f.oid,
       f.opfnamespace,
       f.opfname,
       ' USING ' || quote_ident(m.amname),
       null,
       f.oid,
       'USING ' || quote_ident(m.amname),
       null,
       null,
       1,
       d.description
from pg_opfamily as f
join pg_am as m on m.oid = f.opfmethod
left join pg_description as d on d.classoid = 'pg_opfamily'::regclass and d.objoid = f.oid
where f.opfnamespace = any ($1::oid[])
  and f.oid not in (select objid from members where classid = 'pg_opfamily'::regclass)
union all
select 'OPERATOR CLASS',
       c.oid,
       c.opcnamespace,
       c.opcname,
       ' USING ' || quote_ident(m.amname),
       null,
       c.oid,
       case when c.opcdefault then 'DEFAULT ' else '' end || 'FOR TYPE ' || format_type(c.opcintype, null)
           || ' USING ' || quote_ident(m.amname)
           || ' FAMILY ' || case when n.oid = pg_my_temp_schema() then 'pg_temp' else quote_ident(n.nspname) end || '.' || quote_ident(f.opfname)
           || E' AS\n    '
           || coalesce((select string_agg(item.text, E',\n    ' order by item.rank, item.number, item.text)
                        from (select 1 as rank, 0 as number, 'STORAGE ' || format_type(nullif(c.opckeytype, 0), null) as text
                              union all
                              select 2, ao.amopstrategy,
                                     'OPERATOR ' || ao.amopstrategy || ' ' || ao.amopopr::regoperator
                                     || coalesce((select ' FOR ORDER BY ' || quote_ident(sn.nspname) || '.' || quote_ident(s.opfname)
                                                  from pg_opfamily as s
                                                  join pg_namespace as sn on sn.oid = s.opfnamespace
                                                  where s.oid = ao.amopsortfamily), '')
                              from pg_amop as ao
                              join pg_depend as w on w.classid = 'pg_amop'::regclass and w.objid = ao.oid
                                                 and w.refclassid = 'pg_opclass'::regclass and w.refobjid = c.oid
                              union all
                              select 3, ap.amprocnum,
                                     'FUNCTION ' || ap.amprocnum || ' (' || format_type(ap.amproclefttype, null) || ', '
                                     || format_type(ap.amprocrighttype, null) || ') ' || ap.amproc::regprocedure
                              from pg_amproc as ap
                              join pg_depend as w on w.classid = 'pg_amproc'::regclass and w.objid = ap.oid
                                                 and w.refclassid = 'pg_opclass'::regclass and w.refobjid = c.oid) as item
                        where item.text is not null),
                       'STORAGE ' || format_type(c.opcintype, null)),
       null,
       null,
       1,
       d.description
from pg_opclass as c
join pg_am as m on m.oid = c.opcmethod
join pg_opfamily as f on f.oid = c.opcfamily
join pg_namespace as n on n.oid = f.opfnamespace
left join pg_description as d on d.classoid = 'pg_opclass'::regclass and d.objoid = c.oid
where c.opcnamespace = any ($1::oid[])
  and c.oid not in (select objid from members where classid = 'pg_opclass'::regclass)
union all
select case when c.condefault then 'DEFAULT CONVERSION' else 'CONVERSION' end,
       c.oid,
       c.connamespace,
       c.conname,
       null,
       null,
       c.oid,
       'FOR ' || quote_literal(pg_encoding_to_char(c.conforencoding)) || ' TO '
           || quote_literal(pg_encoding_to_char(c.contoencoding)) || ' FROM ' || c.conproc,
       null,
       null,
       1,
       d.description
from pg_conversion as c
left join pg_description as d on d.classoid = 'pg_conversion'::regclass and d.objoid = c.oid
where c.connamespace = any ($1::oid[])
  and c.oid not in (select objid from members where classid = 'pg_conversion'::regclass)
union all
select 'TEXT SEARCH PARSER',
       s.oid,
       s.prsnamespace,
       s.prsname,
       null,
       null,
       s.oid,
       E'(\n    ' || concat_ws(E',\n    ', 'START = ' || s.prsstart, 'GETTOKEN = ' || s.prstoken, 'END = ' || s.prsend,
                               'LEXTYPES = ' || s.prslextype, 'HEADLINE = ' || nullif(s.prsheadline, 0)::regproc) || E'\n)',
       null,
       null,
       1,
       d.description
from pg_ts_parser as s
left join pg_description as d on d.classoid = 'pg_ts_parser'::regclass and d.objoid = s.oid
where s.prsnamespace = any ($1::oid[])
  and s.oid not in (select objid from members where classid = 'pg_ts_parser'::regclass)
union all
select 'TEXT SEARCH TEMPLATE',
       s.oid,
       s.tmplnamespace,
       s.tmplname,
       null,
       null,
       s.oid,
       E'(\n    ' || concat_ws(E',\n    ', 'INIT = ' || nullif(s.tmplinit, 0)::regproc, 'LEXIZE = ' || s.tmpllexize) || E'\n)',
       null,
       null,
       1,
       d.description
from pg_ts_template as s
left join pg_description as d on d.classoid = 'pg_ts_template'::regclass and d.objoid = s.oid
where s.tmplnamespace = any ($1::oid[])
  and s.oid not in (select objid from members where classid = 'pg_ts_template'::regclass)
union all
select 'TEXT SEARCH DICTIONARY',
       s.oid,
       s.dictnamespace,
       s.dictname,
       null,
       null,
       s.oid,
       E'(\n    ' || concat_ws(E',\n    ', 'TEMPLATE = ' || quote_ident(n.nspname) || '.' || quote_ident(t.tmplname),
                               nullif(s.dictinitoption, '')) || E'\n)',
       null,
       null,
       1,
       d.description
from pg_ts_dict as s
join pg_ts_template as t on t.oid = s.dicttemplate
join pg_namespace as n on n.oid = t.tmplnamespace
left join pg_description as d on d.classoid = 'pg_ts_dict'::regclass and d.objoid = s.oid
where s.dictnamespace = any ($1::oid[])
  and s.oid not in (select objid from members where classid = 'pg_ts_dict'::regclass)
union all
select 'TEXT SEARCH CONFIGURATION',
       s.oid,
       s.cfgnamespace,
       s.cfgname,
       null,
       null,
       s.oid,
       E'(\n    PARSER = ' || quote_ident(n.nspname) || '.' || quote_ident(r.prsname) || E'\n)',
       null,
       null,
       1,
       d.description
from pg_ts_config as s
join pg_ts_parser as r on r.oid = s.cfgparser
join pg_namespace as n on n.oid = r.prsnamespace
left join pg_description as d on d.classoid = 'pg_ts_config'::regclass and d.objoid = s.oid
where s.cfgnamespace = any ($1::oid[])
  and s.oid not in (select objid from members where classid = 'pg_ts_config'::regclass)
