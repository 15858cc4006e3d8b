SELECT * FROM shop.orders ORDER BY id;
