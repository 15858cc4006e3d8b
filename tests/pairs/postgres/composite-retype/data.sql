SELECT id, (a).street, (a).zip::text, (a).town FROM t ORDER BY id; SELECT l::text FROM l
