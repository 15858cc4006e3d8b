CREATE SCHEMA shop;
CREATE SCHEMA stock;

CREATE TABLE shop.items (id integer PRIMARY KEY, size integer);
CREATE TABLE stock.items (id integer PRIMARY KEY, size bigint);
INSERT INTO shop.items VALUES (1, 2);
INSERT INTO stock.items VALUES (1, 2);
