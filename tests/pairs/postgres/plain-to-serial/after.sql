CREATE SCHEMA shop;

CREATE TABLE shop.t (id serial PRIMARY KEY, note text);
