insert into {journal}journal as j (id, version, tool, changed_at)
values (1, $1::integer, $2, pg_catalog.clock_timestamp())
on conflict (id) do update set version = excluded.version, tool = excluded.tool, changed_at = excluded.changed_at
