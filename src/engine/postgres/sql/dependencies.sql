-- Tables whose defaults use sequences.
select distinct ad.adrelid, d.refobjid
from pg_depend as d
join pg_attrdef as ad on ad.oid = d.objid
join pg_class as c on c.oid = ad.adrelid
join pg_class as s on s.oid = d.refobjid
where d.classid = 'pg_attrdef'::regclass
  and d.refclassid = 'pg_class'::regclass
  and s.relkind = 'S'
  and c.relnamespace = any ($1::oid[])
order by 1, 2
