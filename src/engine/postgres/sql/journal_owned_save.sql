insert into {journal}owned (product, object, deployment)
select r."Product", r."Object", r."Deployment"
from pg_catalog.json_to_recordset($1::json) as r ("Product" text, "Object" text, "Deployment" bigint)
on conflict (product, object) do nothing
