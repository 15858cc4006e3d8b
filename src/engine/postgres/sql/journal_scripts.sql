select product,
       path,
       hash,
       state,
       statements_done,
       deployment,
       error,
       pg_catalog.to_char(started_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
       pg_catalog.to_char(ended_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
from {journal}scripts
where $1::text is null or product = $1::text
order by product, path
