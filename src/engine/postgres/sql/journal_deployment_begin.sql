insert into {journal}deployments (id, product, plan_hash, started_at, outcome, who, host, origin, revision, tool, server,
                                  phases, steps)
select r."Id", r."Product", r."PlanHash", pg_catalog.clock_timestamp(), 'running', r."Who", r."Host", r."Origin",
       r."Revision", r."Tool", r."Server", r."Phases", r."Steps"
from pg_catalog.json_to_record($1::json) as r ("Id" bigint, "Product" text, "PlanHash" text, "Who" text, "Host" text,
                                               "Origin" text, "Revision" text, "Tool" text, "Server" text,
                                               "Phases" json, "Steps" integer)
