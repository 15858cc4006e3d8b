select deployment,
       position,
       id,
       phase,
       kind,
       operation,
       object,
       relation,
       state,
       attempts,
       waited_ms,
       took_ms,
       rows,
       error,
       pg_catalog.to_char(started_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
       pg_catalog.to_char(ended_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
from {journal}steps
where deployment = $1::bigint
order by position
