CREATE SCHEMA shop;
CREATE TABLE shop.t (id integer PRIMARY KEY, a integer, c integer);
CREATE INDEX t_a_b_idx ON shop.t (a);
CREATE INDEX t_c_idx ON shop.t (c);
CREATE INDEX t_incl_idx ON shop.t (a) INCLUDE (c);
