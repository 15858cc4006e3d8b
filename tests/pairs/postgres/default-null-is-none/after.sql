CREATE SCHEMA shop;

CREATE TABLE shop.t (id integer PRIMARY KEY, a integer, b text DEFAULT 'x', c integer DEFAULT 5, d interval DEFAULT '1 day'::interval);
