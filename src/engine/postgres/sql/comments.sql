-- Of all relations, columns and constraints that initdb didn't make.
select d.classoid = 'pg_constraint'::regclass, d.objoid, d.objsubid, d.description
from pg_description as d
where d.classoid in ('pg_class'::regclass, 'pg_constraint'::regclass)
  and d.objoid >= 16384
