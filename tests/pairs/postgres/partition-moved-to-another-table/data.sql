SELECT id, created FROM shop.orders_2023;
