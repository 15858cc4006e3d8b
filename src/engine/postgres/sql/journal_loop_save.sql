insert into {journal}loops as l (id, object, key, stubborn, rows_done, batch_rows, rows_total, is_finished, deployment,
                                 started_at, updated_at)
select r."Id", r."Object", r."Key", r."Stubborn", r."RowsDone", r."BatchRows", r."RowsTotal",
       coalesce(r."IsFinished", false), r."Deployment", pg_catalog.clock_timestamp(), pg_catalog.clock_timestamp()
from pg_catalog.json_to_record($1::json) as r ("Id" text, "Object" text, "Key" json, "Stubborn" json,
                                               "RowsDone" bigint, "BatchRows" bigint, "RowsTotal" bigint,
                                               "IsFinished" boolean, "Deployment" bigint)
on conflict (id) do update
set object = excluded.object,
    key = excluded.key,
    stubborn = excluded.stubborn,
    rows_done = excluded.rows_done,
    batch_rows = excluded.batch_rows,
    rows_total = coalesce(excluded.rows_total, l.rows_total),
    is_finished = excluded.is_finished,
    deployment = excluded.deployment,
    updated_at = excluded.updated_at
