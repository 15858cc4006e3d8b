CREATE SCHEMA shop;
CREATE TYPE shop.person AS (id integer, name text, born date);
