update {journal}deployments as d
set ended_at = pg_catalog.clock_timestamp(),
    outcome = coalesce(r."Outcome", 'running'),
    error = r."Error",
    steps = r."Steps",
    done = r."Done",
    skipped = r."Skipped",
    held = r."Held",
    waiting = r."Waiting"
from pg_catalog.json_to_record($1::json) as r ("Id" bigint, "Outcome" text, "Error" text, "Steps" integer, "Done" integer,
                                               "Skipped" integer, "Held" integer, "Waiting" integer)
where d.id = r."Id"
