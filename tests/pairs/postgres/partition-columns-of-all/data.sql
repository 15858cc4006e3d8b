SELECT id, total FROM shop.orders ORDER BY id;
-- after
SELECT id, amount FROM shop.orders ORDER BY id;
