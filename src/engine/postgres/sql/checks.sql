select con.oid, con.conrelid, con.conname, con.connoinherit, con.convalidated,
       con.coninhcount > 0 and (c.relispartition or not con.conislocal)
from pg_constraint as con
join pg_class as c on c.oid = con.conrelid
where con.contype = 'c'
  and c.relnamespace = any ($1::oid[])
  and c.relkind in ('r', 'p', 'f')
order by con.conrelid, con.conname collate "C"
