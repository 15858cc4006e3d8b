select pg_catalog.to_char(since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), who, why
from {journal}pause
where id = 1
