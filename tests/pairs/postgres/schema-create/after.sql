CREATE SCHEMA shop;
CREATE TABLE shop.t (id integer PRIMARY KEY);
CREATE SCHEMA stock;
CREATE TABLE stock.t (id integer PRIMARY KEY, shop_id integer REFERENCES shop.t (id));
INSERT INTO stock.t VALUES (1, NULL);
