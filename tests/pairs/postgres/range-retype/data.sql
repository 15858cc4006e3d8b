SELECT id, lower(s)::float8, l::text, m::text FROM t ORDER BY id
