CREATE SCHEMA shop;
CREATE TABLE shop.orders (id integer PRIMARY KEY, tenant text NOT NULL, total numeric);
INSERT INTO shop.orders VALUES (1, 'a', 1), (2, 'b', 2);
