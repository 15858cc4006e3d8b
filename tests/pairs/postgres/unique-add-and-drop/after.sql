CREATE SCHEMA shop;

CREATE TABLE shop.t (id integer PRIMARY KEY, a text, b integer, CONSTRAINT t_a_key UNIQUE (a), CONSTRAINT t_a_b_key UNIQUE (b, a));
INSERT INTO shop.t VALUES (1, 'x', 1), (2, 'y', 1);
