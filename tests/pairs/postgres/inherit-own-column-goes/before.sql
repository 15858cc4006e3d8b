CREATE SCHEMA shop;
CREATE TABLE shop.p (id integer, name text DEFAULT 'x');
CREATE TABLE shop.c (extra integer) INHERITS (shop.p);
CREATE TABLE shop.e (name text) INHERITS (shop.c);
INSERT INTO shop.e (id, name, extra) VALUES (1, 'a', 2);
