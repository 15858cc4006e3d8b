-- Extended statistics; their expressions are printed here, which locks nothing. The target moved from -1 to null with 17.
select s.oid,
       s.stxrelid,
       s.stxname,
       n.nspname,
       s.stxkind::text[],
       s.stxkeys,
       nullif(s.stxstattarget, -1),
       case when s.stxexprs is not null then pg_get_statisticsobjdef_expressions(s.oid) end
from pg_statistic_ext as s
join pg_namespace as n on n.oid = s.stxnamespace
join pg_class as c on c.oid = s.stxrelid
where c.relnamespace = any ($1::oid[])
order by s.stxrelid, s.stxname collate "C"
