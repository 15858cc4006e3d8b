SELECT id, a::text, b::text, c::text, d::text FROM t ORDER BY id
