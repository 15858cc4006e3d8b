SELECT id, k::text, l::text FROM t
