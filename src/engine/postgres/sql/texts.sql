-- Expressions of these relations, of a bounded number of them at once (introspect.c).
select 'default', ad.oid, pg_get_expr(ad.adbin, ad.adrelid), null::text[], null
from pg_attrdef as ad
where ad.adrelid = any ($1::oid[])
union all
select 'check', con.oid, pg_get_expr(con.conbin, con.conrelid), null, null
from pg_constraint as con
where con.conrelid = any ($1::oid[])
  and con.contype = 'c'
union all
select 'policy', p.oid, pg_get_expr(p.polqual, p.polrelid), null, pg_get_expr(p.polwithcheck, p.polrelid)
from pg_policy as p
where p.polrelid = any ($1::oid[])
union all
select 'index',
       i.indexrelid,
       pg_get_expr(i.indpred, i.indrelid),
       case when i.indexprs is not null
            then array(select pg_get_indexdef(i.indexrelid, k, false)
                       from generate_series(1, i.indnkeyatts) as k
                       order by k) end,
       case when i.indexprs is not null then pg_get_indexdef(i.indexrelid) end
from pg_index as i
where i.indrelid = any ($1::oid[])
  and (i.indexprs is not null or i.indpred is not null)
