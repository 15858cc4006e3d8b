insert into {journal}objects as o (deployment, object, before, after, record, is_finished)
select r."Deployment", r."Object", r."Before", r."After", r."Record"::json, coalesce(r."IsFinished", false)
from pg_catalog.json_to_recordset($1::json) as r ("Deployment" bigint, "Object" text, "Before" text, "After" text,
                                                  "Record" text, "IsFinished" boolean)
on conflict (deployment, object) do update
set after = excluded.after,
    is_finished = excluded.is_finished
