CREATE SCHEMA shop;

CREATE TABLE shop.t (id integer PRIMARY KEY, a integer DEFAULT NULL, b text DEFAULT 'x'::text, c integer DEFAULT '5', d interval DEFAULT interval '1 day');
