select s.deployment,
       s.position,
       s.id,
       s.phase,
       s.kind,
       s.operation,
       s.object,
       s.relation,
       s.state,
       s.attempts,
       s.waited_ms,
       s.took_ms,
       s.rows,
       s.error,
       pg_catalog.to_char(s.started_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
       pg_catalog.to_char(s.ended_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
from {journal}steps as s
join (select t.position, max(t.deployment) as deployment
      from {journal}steps as t
      join {journal}deployments as d on d.id = t.deployment
      where d.plan_hash = $1
      group by t.position) as newest using (position, deployment)
order by s.position
