select id,
       product,
       object,
       kind,
       place,
       state,
       contract,
       deployment,
       rows_about,
       pg_catalog.to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
       retain_days,
       pg_catalog.to_char((created_at + pg_catalog.make_interval(days => retain_days)) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
       case when created_at + pg_catalog.make_interval(days => retain_days) <= pg_catalog.clock_timestamp() then 't' else 'f' end,
       statements,
       finally,
       uses
from {journal}backups
order by created_at, id
