SELECT 3, 130;
-- after
SELECT count(DISTINCT number), nextval(pg_get_serial_sequence('shop.t', 'number')) FROM shop.t;
