CREATE SCHEMA shop;
CREATE TABLE shop.p (id int NOT NULL, name text DEFAULT 'x', CONSTRAINT name_short CHECK (length(name) < 10));

CREATE TABLE shop.c (id int NOT NULL, name text, extra int, CONSTRAINT name_short CHECK (length(name) < 10));
CREATE TABLE shop.q (extra int);
ALTER TABLE shop.c INHERIT shop.p;
ALTER TABLE shop.c INHERIT shop.q;
