CREATE SCHEMA shop;

CREATE TABLE shop.old_table (id integer CONSTRAINT k PRIMARY KEY, old_column text, other integer);
INSERT INTO shop.old_table VALUES (1, 'x', 2);
