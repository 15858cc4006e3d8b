CREATE SCHEMA shop;

CREATE TABLE shop.new_table (id integer CONSTRAINT k PRIMARY KEY, new_column text, other bigint NOT NULL, added text);
