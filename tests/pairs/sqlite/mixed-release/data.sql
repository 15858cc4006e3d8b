SELECT id, customer, total FROM orders ORDER BY id;
SELECT * FROM open_orders;
