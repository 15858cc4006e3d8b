SELECT id, customer_id, note FROM shop.purchase ORDER BY id;
SELECT pg_relation_filenode('shop.purchase');
-- after
SELECT id, customer_id, note FROM shop.orders ORDER BY id;
SELECT pg_relation_filenode('shop.orders');
