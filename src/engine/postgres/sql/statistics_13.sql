-- Before 14: no expressions; before 13: no target.
select s.oid,
       s.stxrelid,
       s.stxname,
       n.nspname,
       s.stxkind::text[],
       s.stxkeys,
       nullif((to_jsonb(s) ->> 'stxstattarget')::integer, -1),
       null
from pg_statistic_ext as s
join pg_namespace as n on n.oid = s.stxnamespace
join pg_class as c on c.oid = s.stxrelid
where c.relnamespace = any ($1::oid[])
order by s.stxrelid, s.stxname collate "C"
