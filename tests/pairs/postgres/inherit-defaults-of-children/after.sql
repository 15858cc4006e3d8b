CREATE SCHEMA shop;
CREATE TABLE shop.p (id int NOT NULL, name text DEFAULT 'new', CONSTRAINT name_short CHECK (length(name) < 10));

CREATE TABLE shop.c () INHERITS (shop.p);
ALTER TABLE shop.c ALTER COLUMN name SET DEFAULT 'c';
CREATE TABLE shop.d () INHERITS (shop.p);
ALTER TABLE shop.d ALTER COLUMN name SET NOT NULL;
