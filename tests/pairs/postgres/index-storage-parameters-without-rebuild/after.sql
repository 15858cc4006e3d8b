CREATE SCHEMA shop;
CREATE TABLE shop.t (id integer PRIMARY KEY, a integer);

CREATE INDEX t_a_idx ON shop.t (a) WITH (fillfactor = 70);
