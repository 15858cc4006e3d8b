insert into {journal}recipes as o (id, object, state, artefacts, deployment, started_at, updated_at)
select r."Id", r."Object", r."State", r."Artefacts", r."Deployment", pg_catalog.clock_timestamp(),
       pg_catalog.clock_timestamp()
from pg_catalog.json_to_record($1::json) as r ("Id" text, "Object" text, "State" text, "Artefacts" json,
                                               "Deployment" bigint)
on conflict (id) do update
set object = excluded.object,
    state = excluded.state,
    artefacts = excluded.artefacts,
    deployment = excluded.deployment,
    updated_at = excluded.updated_at
