SELECT id, sun FROM shop.day ORDER BY id;
SELECT id, moon FROM shop.night ORDER BY id;
-- after
SELECT id, sun FROM shop.night ORDER BY id;
SELECT id, moon FROM shop.day ORDER BY id;
