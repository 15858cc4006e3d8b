SELECT id, s::text, g::text FROM o ORDER BY id; SELECT s::text FROM c
