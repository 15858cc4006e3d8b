-- What uses what, beside columns of foreign keys and sequences of defaults, which have queries of their own. Both sides are
-- brought to the catalog row of the object that owns them: of an index, default, constraint, policy or statistics object that
-- is its table or domain, of an array type what its elements are, of a row type its relation, of a member its extension.
-- Which part of a table or domain uses it is told, too: of a table's default its column; of a policy also what it uses of its own table.
with members as materialized (
    select e.classid, e.objid, e.refobjid as extension
    from pg_depend as e
    where e.refclassid = 'pg_extension'::regclass and e.deptype = 'e'
),
uses as (
    select case d.classid
               when 'pg_rewrite'::regclass then case when r.rulename = '_RETURN' then 'pg_class'::regclass else d.classid end
               when 'pg_attrdef'::regclass then 'pg_class'::regclass
               when 'pg_policy'::regclass then 'pg_class'::regclass
               when 'pg_statistic_ext'::regclass then 'pg_class'::regclass
               when 'pg_constraint'::regclass then case when con.contypid <> 0 then 'pg_type'::regclass else 'pg_class'::regclass end
               when 'pg_class'::regclass then case when row.reltype is not null then 'pg_type'::regclass else d.classid end
               when 'pg_amop'::regclass then case when class_of.refobjid is not null then 'pg_opclass'::regclass else 'pg_opfamily'::regclass end
               when 'pg_amproc'::regclass then case when class_of.refobjid is not null then 'pg_opclass'::regclass else 'pg_opfamily'::regclass end
               when 'pg_publication_rel'::regclass then 'pg_publication'::regclass
               else d.classid end as user_class,
           case d.classid
               when 'pg_rewrite'::regclass then case when r.rulename = '_RETURN' then r.ev_class else d.objid end
               when 'pg_attrdef'::regclass then ad.adrelid
               when 'pg_policy'::regclass then pol.polrelid
               when 'pg_statistic_ext'::regclass then st.stxrelid
               when 'pg_constraint'::regclass then case when con.contypid <> 0 then con.contypid else con.conrelid end
               when 'pg_class'::regclass then coalesce(row.reltype, i.indrelid, d.objid)
               when 'pg_amop'::regclass then coalesce(class_of.refobjid, amop.amopfamily)
               when 'pg_amproc'::regclass then coalesce(class_of.refobjid, amproc.amprocfamily)
               when 'pg_publication_rel'::regclass then pr.prpubid
               else d.objid end as user_oid,
           case when m.extension is not null then 'pg_extension'::regclass
                when d.refclassid = 'pg_type'::regclass and ty.typrelid <> 0 and used.relkind <> 'c' then 'pg_class'::regclass
                when d.refclassid = 'pg_class'::regclass and target.relkind = 'c' then 'pg_type'::regclass
                else d.refclassid end as used_class,
           case when m.extension is not null then m.extension
                when d.refclassid = 'pg_type'::regclass then case when ty.typrelid <> 0 and used.relkind <> 'c' then ty.typrelid
                                                                  else coalesce(ty.oid, d.refobjid) end
                when d.refclassid = 'pg_class'::regclass and target.relkind = 'c' then target.reltype
                else d.refobjid end as used_oid,
           case d.refclassid when 'pg_class'::regclass then d.refobjsubid else 0 end as used_column,
           att.attname as used_attribute,
           case when d.classid in ('pg_policy'::regclass, 'pg_statistic_ext'::regclass) or i.indexrelid is not null
                     or con.oid is not null then d.classid
                when ad.adrelid is not null then 'pg_attribute'::regclass
                else 0 end as part_class,
           case when ad.adrelid is not null then ad.adnum::oid
                when d.classid in ('pg_policy'::regclass, 'pg_statistic_ext'::regclass, 'pg_constraint'::regclass)
                     or i.indexrelid is not null then d.objid
                else 0 end as part
    from pg_depend as d
    left join pg_rewrite as r on d.classid = 'pg_rewrite'::regclass and r.oid = d.objid
    left join pg_attrdef as ad on d.classid = 'pg_attrdef'::regclass and ad.oid = d.objid
    left join pg_constraint as con on d.classid = 'pg_constraint'::regclass and con.oid = d.objid
    left join pg_policy as pol on d.classid = 'pg_policy'::regclass and pol.oid = d.objid
    left join pg_statistic_ext as st on d.classid = 'pg_statistic_ext'::regclass and st.oid = d.objid
    left join pg_index as i on d.classid = 'pg_class'::regclass and i.indexrelid = d.objid
    left join pg_class as row on d.classid = 'pg_class'::regclass and row.oid = d.objid and row.relkind = 'c'
    left join pg_amop as amop on d.classid = 'pg_amop'::regclass and amop.oid = d.objid
    left join pg_amproc as amproc on d.classid = 'pg_amproc'::regclass and amproc.oid = d.objid
    -- a member that a class needs is the class's
    left join pg_depend as class_of on d.classid in ('pg_amop'::regclass, 'pg_amproc'::regclass) and class_of.classid = d.classid
                                       and class_of.objid = d.objid and class_of.refclassid = 'pg_opclass'::regclass
    left join pg_publication_rel as pr on d.classid = 'pg_publication_rel'::regclass and pr.oid = d.objid
    left join members as m on m.classid = d.refclassid and m.objid = d.refobjid
    left join pg_type as named on d.refclassid = 'pg_type'::regclass and named.oid = d.refobjid
    left join pg_type as element on d.refclassid = 'pg_type'::regclass and element.typarray = d.refobjid
    left join pg_type as ty on ty.oid = coalesce(element.oid, named.oid)
    left join pg_class as used on used.oid = ty.typrelid
    left join pg_class as target on d.refclassid = 'pg_class'::regclass and target.oid = d.refobjid and target.relkind = 'c'
    left join pg_attribute as att on att.attrelid = target.oid and att.attnum = d.refobjsubid and d.refobjsubid > 0
    -- of an expression that looks into a row of another relation
    left join pg_class as looked on d.refclassid = 'pg_class'::regclass and looked.oid = d.refobjid and d.refobjsubid > 0
                                    and looked.relkind in ('c', 'r', 'p', 'f', 'v', 'm') and con.contype is distinct from 'f'
                                    and looked.oid not in (coalesce(con.conrelid, 0), coalesce(i.indrelid, 0), coalesce(ad.adrelid, 0))
                                    and (con.oid is not null or i.indexrelid is not null or ad.adrelid is not null)
    where d.refobjid >= 16384
      and d.deptype in ('n', 'a')
      and d.refclassid <> 'pg_namespace'::regclass
      -- what is read elsewhere: an index and its columns, a default or constraint and its own columns, a sequence and its owner
      and (d.refclassid <> 'pg_class'::regclass or looked.oid is not null
           or d.classid not in ('pg_class'::regclass, 'pg_constraint'::regclass, 'pg_attrdef'::regclass))
)
select distinct user_class::oid, user_oid, used_class::oid, used_oid, used_column, part_class::oid, part, used_attribute
from uses
where user_oid <> 0 and used_oid <> 0
  and not (user_class = used_class and user_oid = used_oid and part_class <> 'pg_policy'::regclass)
order by 1, 2, 3, 4, 5, 6, 7, 8
