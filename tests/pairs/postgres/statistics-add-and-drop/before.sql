CREATE SCHEMA shop;
CREATE SCHEMA "Stats";
CREATE TABLE shop.a (id integer PRIMARY KEY, x integer, y text, z date);
