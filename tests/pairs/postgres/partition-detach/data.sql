SELECT * FROM shop.orders_2023;
