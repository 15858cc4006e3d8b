CREATE SCHEMA shop;
CREATE TABLE shop.customers (id int PRIMARY KEY);
CREATE TABLE shop.orders (id int NOT NULL, customer int, k int NOT NULL, PRIMARY KEY (id, k)) PARTITION BY LIST (k);
CREATE TABLE shop.orders_1 PARTITION OF shop.orders FOR VALUES IN (1);
CREATE TABLE shop.items (id int, order_id int, k int);
