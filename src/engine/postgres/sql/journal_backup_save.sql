insert into {journal}backups (id, product, object, kind, place, state, contract, deployment, rows_about, created_at, retain_days,
                               statements, finally, uses)
select r."Id", r."Product", r."Object", coalesce(r."Kind", 'parked'), r."Place", coalesce(r."State", 'kept'), r."Contract", r."Deployment",
       r."Rows", pg_catalog.clock_timestamp(), r."RetainDays", r."Statements", r."Finally", r."Uses"
from pg_catalog.json_to_record($1::json) as r ("Id" text, "Product" text, "Object" text, "Kind" text, "Place" text, "State" text,
                                               "Contract" text, "Deployment" bigint, "Rows" bigint, "RetainDays" integer,
                                               "Statements" json, "Finally" json, "Uses" json)
on conflict (id) do update set state = excluded.state, contract = excluded.contract,
    deployment = case when excluded.state = 'restoring' then backups.deployment else excluded.deployment end,
    rows_about = coalesce(excluded.rows_about, backups.rows_about),
    created_at = case when excluded.state = 'restoring' then backups.created_at else excluded.created_at end,
    retain_days = excluded.retain_days, statements = excluded.statements, finally = excluded.finally, uses = excluded.uses
