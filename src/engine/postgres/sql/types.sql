-- Enums, domains, composite and range types of these schemas; of base types only that they are there.
with members as materialized (
    select e.objid
    from pg_depend as e
    where e.refclassid = 'pg_extension'::regclass and e.deptype = 'e' and e.classid = 'pg_type'::regclass
)
select t.oid,
       t.typnamespace,
       t.typname,
       case when t.typisdefined then t.typtype else 'p' end,
       case when t.typtype = 'e' then array(select e.enumlabel::text
                                            from pg_enum as e
                                            where e.enumtypid = t.oid
                                            order by e.enumsortorder) end,
       case t.typtype when 'd' then format_type(t.typbasetype, t.typtypmod)
                      when 'r' then format_type(r.rngsubtype, null) end,
       t.typnotnull,
       case when t.typtype = 'd' then pg_get_expr(t.typdefaultbin, 'pg_type'::regclass) end,
       case when l.collnamespace = 'pg_catalog'::regnamespace then quote_ident(l.collname)
            else quote_ident(ln.nspname) || '.' || quote_ident(l.collname) end,
       case when o.opcdefault then null
            when o.opcnamespace = 'pg_catalog'::regnamespace then quote_ident(o.opcname)
            else quote_ident(osn.nspname) || '.' || quote_ident(o.opcname) end,
       case when cf.pronamespace = 'pg_catalog'::regnamespace then quote_ident(cf.proname)
            else quote_ident(cfn.nspname) || '.' || quote_ident(cf.proname) end,
       case when df.pronamespace = 'pg_catalog'::regnamespace then quote_ident(df.proname)
            else quote_ident(dfn.nspname) || '.' || quote_ident(df.proname) end,
       d.description
from pg_type as t
left join pg_class as c on c.oid = t.typrelid
left join pg_range as r on r.rngtypid = t.oid
left join pg_type as b on b.oid = coalesce(r.rngsubtype, t.typbasetype)
left join pg_collation as l on l.oid = coalesce(r.rngcollation, t.typcollation) and l.oid <> b.typcollation
left join pg_namespace as ln on ln.oid = l.collnamespace
left join pg_opclass as o on o.oid = r.rngsubopc
left join pg_namespace as osn on osn.oid = o.opcnamespace
left join pg_proc as cf on cf.oid = r.rngcanonical
left join pg_namespace as cfn on cfn.oid = cf.pronamespace
left join pg_proc as df on df.oid = r.rngsubdiff
left join pg_namespace as dfn on dfn.oid = df.pronamespace
left join pg_description as d on d.classoid = 'pg_type'::regclass and d.objoid = t.oid and d.objsubid = 0
where t.typnamespace = any ($1::oid[])
  and (t.typtype in ('e', 'd', 'r') or (t.typtype = 'c' and c.relkind = 'c')
       or (t.typtype in ('b', 'p')
           and not exists (select from pg_type as a where a.typarray = t.oid)))
  and t.oid not in (select objid from members)
order by t.oid
