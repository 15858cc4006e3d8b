SELECT * FROM shop.orders_2025;
