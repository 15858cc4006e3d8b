SELECT * FROM shop.t ORDER BY id;
SELECT true;
-- after
SELECT * FROM shop.t ORDER BY id;
SELECT nextval(pg_get_serial_sequence('shop.t', 'id')) > 2;
