SELECT id, created, total FROM shop.orders_2023;
