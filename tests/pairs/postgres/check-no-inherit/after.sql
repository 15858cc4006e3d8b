CREATE SCHEMA shop;

CREATE TABLE shop.t (id integer PRIMARY KEY, n integer, CONSTRAINT t_n_check CHECK (n > 0) NO INHERIT);
INSERT INTO shop.t VALUES (1, 5);
