-- What uses what, beside foreign keys and sequences, which have queries of their own: each side as a relation (r), a
-- routine (f), a trigger (t) or a rule (u). Views are relations, whatever rule or type stands for them.
with uses as (
    select case when d.classid = 'pg_rewrite'::regclass and r.rulename = '_RETURN' then 'r'
                when d.classid = 'pg_rewrite'::regclass then 'u'
                when d.classid = 'pg_proc'::regclass then 'f'
                when d.classid = 'pg_trigger'::regclass then 't'
                else 'r' end as user_kind,
           case d.classid
               when 'pg_rewrite'::regclass then case when r.rulename = '_RETURN' then r.ev_class else r.oid end
               when 'pg_attrdef'::regclass then ad.adrelid
               when 'pg_constraint'::regclass then con.conrelid
               when 'pg_policy'::regclass then pol.polrelid
               when 'pg_class'::regclass then coalesce(i.indrelid, d.objid)
               else d.objid end as user_oid,
           case d.refclassid when 'pg_proc'::regclass then 'f' else 'r' end as used_kind,
           case d.refclassid when 'pg_type'::regclass then ty.typrelid else d.refobjid end as used_oid,
           case d.refclassid when 'pg_class'::regclass then d.refobjsubid else 0 end as used_column
    from pg_depend as d
    left join pg_rewrite as r on d.classid = 'pg_rewrite'::regclass and r.oid = d.objid
    left join pg_attrdef as ad on d.classid = 'pg_attrdef'::regclass and ad.oid = d.objid
    left join pg_constraint as con on d.classid = 'pg_constraint'::regclass and con.oid = d.objid
    left join pg_policy as pol on d.classid = 'pg_policy'::regclass and pol.oid = d.objid
    left join pg_index as i on d.classid = 'pg_class'::regclass and i.indexrelid = d.objid
    left join pg_type as ty on d.refclassid = 'pg_type'::regclass and ty.oid = d.refobjid
    where d.refobjid >= 16384
      and d.deptype in ('n', 'a')
      and ((d.classid in ('pg_rewrite'::regclass, 'pg_proc'::regclass, 'pg_trigger'::regclass)
            and d.refclassid in ('pg_class'::regclass, 'pg_proc'::regclass, 'pg_type'::regclass))
           or (d.classid in ('pg_attrdef'::regclass, 'pg_constraint'::regclass, 'pg_class'::regclass, 'pg_policy'::regclass)
               and d.refclassid = 'pg_proc'::regclass))
)
select distinct user_kind, user_oid, used_kind, used_oid, used_column
from uses
where user_oid <> 0 and used_oid <> 0
  and not (user_kind = used_kind and user_oid = used_oid)
order by 1, 2, 3, 4, 5
