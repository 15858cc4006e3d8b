CREATE SCHEMA shop;
CREATE TABLE shop.p (id int NOT NULL, name text DEFAULT 'x');

CREATE TABLE shop.c () INHERITS (shop.p);
CREATE TABLE shop.d (CONSTRAINT name_short CHECK (length(name) < 10)) INHERITS (shop.p);
ALTER TABLE shop.p ADD CONSTRAINT id_positive CHECK (id > 0);
ALTER TABLE shop.p ADD CONSTRAINT alone CHECK (id > 5) NO INHERIT;
