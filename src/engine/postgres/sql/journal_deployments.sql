select id,
       product,
       plan_hash,
       pg_catalog.to_char(started_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
       pg_catalog.to_char(ended_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
       outcome,
       error,
       who,
       host,
       origin,
       revision,
       tool,
       server,
       phases,
       steps,
       done,
       skipped,
       held,
       waiting
from {journal}deployments
where $1::bigint is null or id = $1::bigint
order by id desc
limit $2::bigint
