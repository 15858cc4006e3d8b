CREATE SCHEMA shop;

CREATE TABLE shop.t (id integer PRIMARY KEY, code text NOT NULL UNIQUE);
