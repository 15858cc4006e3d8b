-- Of all relations, columns, constraints, policies and statistics that initdb didn't make.
select case d.classoid when 'pg_constraint'::regclass then 'c' when 'pg_policy'::regclass then 'p' when 'pg_statistic_ext'::regclass then 's' else 'r' end, d.objoid, d.objsubid, d.description
from pg_description as d
where d.classoid in ('pg_class'::regclass, 'pg_constraint'::regclass, 'pg_policy'::regclass, 'pg_statistic_ext'::regclass)
  and d.objoid >= 16384
