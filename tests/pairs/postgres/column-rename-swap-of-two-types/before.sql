CREATE SCHEMA shop;

CREATE TABLE shop.t (id integer PRIMARY KEY, a integer NOT NULL, b text);
CREATE INDEX t_a_idx ON shop.t (a);
INSERT INTO shop.t VALUES (1, 10, 'b');
