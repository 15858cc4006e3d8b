CREATE SCHEMA shop;
CREATE TABLE shop.orders (id integer, created date NOT NULL);
INSERT INTO shop.orders VALUES (1, '2023-05-05');
