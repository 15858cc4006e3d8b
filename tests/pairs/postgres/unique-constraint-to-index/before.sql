CREATE SCHEMA shop;

CREATE TABLE shop.t (id integer PRIMARY KEY, code text, CONSTRAINT t_code_key UNIQUE (code));
INSERT INTO shop.t VALUES (1, 'a'), (2, 'b');
