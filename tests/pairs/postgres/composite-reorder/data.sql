SELECT id, (a).street, (a).zip, (a).town FROM t ORDER BY id
