-- Checks of domains, and from 17 on the constraints that their NOT NULL is.
select con.contypid,
       con.oid,
       con.conname,
       con.contype,
       pg_get_expr(con.conbin, 0),
       con.convalidated
from pg_constraint as con
join pg_type as t on t.oid = con.contypid
where t.typnamespace = any ($1::oid[])
order by con.contypid, con.conname
