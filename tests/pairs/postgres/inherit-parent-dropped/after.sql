CREATE SCHEMA shop;
CREATE TABLE shop.c (id int NOT NULL, name text DEFAULT 'x', x int, CONSTRAINT name_short CHECK (length(name) < 10));
