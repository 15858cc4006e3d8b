SELECT id, l::text FROM t ORDER BY id; SELECT l::text FROM parent ORDER BY 1; SELECT l::text FROM child
