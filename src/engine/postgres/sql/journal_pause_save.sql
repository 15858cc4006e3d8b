insert into {journal}pause (id, since, who, why)
select 1, pg_catalog.clock_timestamp(), r."Who", r."Why"
from pg_catalog.json_to_record($1::json) as r ("Who" text, "Why" text)
on conflict (id) do update set who = excluded.who, why = excluded.why
