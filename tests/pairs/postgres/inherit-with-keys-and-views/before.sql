CREATE SCHEMA shop;
CREATE TABLE shop.p (id int NOT NULL, name text DEFAULT 'x', CONSTRAINT name_short CHECK (length(name) < 10));

CREATE TABLE shop.c (extra int) INHERITS (shop.p);
CREATE VIEW shop.v AS SELECT * FROM shop.p;
CREATE VIEW shop.w AS SELECT name, extra FROM shop.c;
