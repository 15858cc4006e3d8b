SELECT id, customer_id, parent_id, note FROM shop.orders ORDER BY id;
SELECT id, name FROM shop.customers ORDER BY id;
SELECT order_id, no FROM shop.lines ORDER BY order_id, no;
SELECT order_id, line_no, text FROM shop.remarks ORDER BY order_id;
SELECT last_value, is_called FROM shop.orders_id_seq;
SELECT last_value, is_called FROM shop.customers_id_seq;
