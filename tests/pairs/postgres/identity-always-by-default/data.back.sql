SELECT 3;
-- after
SELECT nextval(pg_get_serial_sequence('shop.t', 'id'));
