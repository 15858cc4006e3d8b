CREATE SCHEMA shop;

CREATE TABLE shop.t (id integer PRIMARY KEY, a smallint DEFAULT 3, b integer NOT NULL, c integer);
CREATE INDEX t_b_idx ON shop.t (b);
INSERT INTO shop.t VALUES (1, 2, 3, 4);
