CREATE SCHEMA shop;

CREATE TABLE shop.t (id integer PRIMARY KEY, b integer NOT NULL, a text);
CREATE INDEX t_a_idx ON shop.t (b);
