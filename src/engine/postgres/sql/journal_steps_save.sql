insert into {journal}steps as s (deployment, position, id, phase, kind, operation, object, relation, state, attempts,
                                 waited_ms, took_ms, rows, error, started_at, ended_at)
select r."Deployment", r."Position", r."Id", r."Phase", r."Kind", r."Operation", r."Object", r."Relation",
       coalesce(r."State", 'running'), r."Attempts", r."WaitedMs", r."TookMs", r."Rows", r."Error",
       pg_catalog.clock_timestamp() - (coalesce(r."TookMs", 0) + coalesce(r."WaitedMs", 0)) * interval '1 ms',
       case when r."State" is not null then pg_catalog.clock_timestamp() end
from pg_catalog.json_to_recordset($1::json) as r ("Deployment" bigint, "Position" integer, "Id" text, "Phase" text,
                                                  "Kind" text, "Operation" text, "Object" text, "Relation" text,
                                                  "State" text, "Attempts" integer, "WaitedMs" bigint,
                                                  "TookMs" bigint, "Rows" bigint, "Error" text)
on conflict (deployment, position) do update
set state = excluded.state,
    attempts = excluded.attempts,
    waited_ms = excluded.waited_ms,
    took_ms = excluded.took_ms,
    rows = excluded.rows,
    error = excluded.error,
    ended_at = excluded.ended_at
