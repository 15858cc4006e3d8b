CREATE SCHEMA shop;

CREATE TABLE shop.t (id integer PRIMARY KEY, b text, c text, d text);
