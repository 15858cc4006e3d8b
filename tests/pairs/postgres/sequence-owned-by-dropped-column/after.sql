CREATE SCHEMA shop;
CREATE SEQUENCE shop.s;

-- The column goes, its sequence stays with its value.
CREATE TABLE shop.t (id integer PRIMARY KEY);
