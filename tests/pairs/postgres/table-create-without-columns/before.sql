CREATE SCHEMA shop;
CREATE TABLE shop.kept (id integer PRIMARY KEY);
