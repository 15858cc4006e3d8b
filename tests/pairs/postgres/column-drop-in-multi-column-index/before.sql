CREATE SCHEMA shop;

CREATE TABLE shop.t (id integer PRIMARY KEY, a integer, b integer, c integer);
CREATE INDEX t_a_b_idx ON shop.t (a, b);
CREATE INDEX t_c_idx ON shop.t (c) WHERE b > 0;
CREATE INDEX t_incl_idx ON shop.t (a) INCLUDE (b);
INSERT INTO shop.t VALUES (1, 2, 3, 4);
