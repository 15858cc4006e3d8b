select id,
       object,
       key,
       stubborn,
       rows_done,
       batch_rows,
       rows_total,
       is_finished,
       deployment,
       pg_catalog.to_char(started_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
       pg_catalog.to_char(updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
from {journal}loops
where $1::text is null or id = $1::text
order by started_at, id
