CREATE SCHEMA shop;
CREATE TABLE shop.p (id int NOT NULL, name text DEFAULT 'x', CONSTRAINT name_short CHECK (length(name) < 10));

CREATE TABLE shop.c (id int NOT NULL, name text DEFAULT 'x', extra int, CONSTRAINT name_short CHECK (length(name) < 10));
INSERT INTO shop.c VALUES (1, 'a', 2);
