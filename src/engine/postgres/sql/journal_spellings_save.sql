insert into {journal}spellings (product, object, source, live)
select r."Product", r."Object", r."Source", r."Live"
from pg_catalog.json_to_recordset($1::json) as r ("Product" text, "Object" text, "Source" text, "Live" text)
on conflict (product, object) do update
set source = excluded.source,
    live = excluded.live
