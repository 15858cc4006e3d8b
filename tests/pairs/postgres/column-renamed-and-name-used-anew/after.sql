CREATE SCHEMA shop;

CREATE TABLE shop.t (id integer PRIMARY KEY, price_in_cents integer NOT NULL, price numeric(10,2));
