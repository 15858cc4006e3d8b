CREATE SCHEMA shop;

CREATE TABLE shop.t (id integer PRIMARY KEY, n integer DEFAULT 5 NOT NULL);
