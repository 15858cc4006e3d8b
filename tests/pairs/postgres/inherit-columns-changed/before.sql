CREATE SCHEMA shop;
CREATE TABLE shop.p (id int NOT NULL, name text DEFAULT 'x', CONSTRAINT name_short CHECK (length(name) < 10));

CREATE TABLE shop.c (extra int) INHERITS (shop.p);
CREATE TABLE shop.e (name text) INHERITS (shop.c);
INSERT INTO shop.e (id, name, extra) VALUES (1, 'a', 2);
