CREATE SCHEMA shop;
CREATE TABLE shop.p (id int NOT NULL, name text DEFAULT 'x', CONSTRAINT name_short CHECK (length(name) < 10));

CREATE TABLE shop.c () INHERITS (shop.p);
ALTER TABLE shop.c ALTER COLUMN name SET DEFAULT 'c';
CREATE TABLE shop.d () INHERITS (shop.p);
