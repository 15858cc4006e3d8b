select r.rngtypid, m.typname, m.oid
from pg_range as r
join pg_type as t on t.oid = r.rngtypid
join pg_type as m on m.oid = r.rngmultitypid
where t.typnamespace = any ($1::oid[])
order by r.rngtypid
