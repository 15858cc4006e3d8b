SELECT id, email, name FROM customers ORDER BY id;
SELECT id, customer_id, total, state FROM orders ORDER BY id;
