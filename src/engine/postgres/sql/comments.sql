-- Of all relations, columns, constraints and policies that initdb didn't make.
select case d.classoid when 'pg_constraint'::regclass then 'c' when 'pg_policy'::regclass then 'p' else 'r' end, d.objoid, d.objsubid, d.description
from pg_description as d
where d.classoid in ('pg_class'::regclass, 'pg_constraint'::regclass, 'pg_policy'::regclass)
  and d.objoid >= 16384
