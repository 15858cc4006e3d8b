SELECT * FROM shop.orders ORDER BY id;
-- after
SELECT * FROM sales.purchases ORDER BY id;
