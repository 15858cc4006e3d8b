CREATE SCHEMA shop;

CREATE TABLE shop.t (id integer PRIMARY KEY, n integer, CONSTRAINT t_n_check CHECK (n > 0));
INSERT INTO shop.t VALUES (1, 5);
