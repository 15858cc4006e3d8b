SELECT id, customer, created, total FROM shop.orders ORDER BY id;
SELECT * FROM shop.items;
