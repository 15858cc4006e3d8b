-- ON DELETE SET NULL (columns), since PostgreSQL 15.
select con.oid, con.confdelsetcols
from pg_constraint as con
where con.contype = 'f'
  and con.confdelsetcols is not null
