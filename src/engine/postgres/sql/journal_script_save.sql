insert into {journal}scripts as s (product, path, hash, state, statements_done, deployment, error, started_at, ended_at)
select r."Product", r."Path", r."Hash", coalesce(r."State", 'done'), r."StatementsDone", r."Deployment", r."Error",
       pg_catalog.clock_timestamp(),
       case when r."State" is distinct from 'running' then pg_catalog.clock_timestamp() end
from pg_catalog.json_to_record($1::json) as r ("Product" text, "Path" text, "Hash" text, "State" text,
                                               "StatementsDone" bigint, "Deployment" bigint, "Error" text)
on conflict (product, path) do update
set hash = excluded.hash,
    state = excluded.state,
    statements_done = excluded.statements_done,
    deployment = excluded.deployment,
    error = excluded.error,
    -- the same run goes on, or another begins
    started_at = case when s.state = 'running' and s.deployment = excluded.deployment then s.started_at
                      else excluded.started_at end,
    ended_at = excluded.ended_at
