SELECT id, total FROM shop.orders_2024 ORDER BY id;
SELECT * FROM shop.people_ch ORDER BY id;
