SELECT id FROM shop.b ORDER BY id;
SELECT 12;
-- after
SELECT id FROM shop.b ORDER BY id;
SELECT nextval(pg_get_serial_sequence('shop.b', 'id'));
