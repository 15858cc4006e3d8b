CREATE SCHEMA shop;

CREATE TABLE shop.t (id integer PRIMARY KEY, old_name text DEFAULT 'x' NOT NULL);
INSERT INTO shop.t VALUES (1, 'kept');
