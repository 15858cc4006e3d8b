CREATE SCHEMA shop;

CREATE TABLE shop.t (id integer PRIMARY KEY, code text);
CREATE UNIQUE INDEX t_code_key ON shop.t (code);
INSERT INTO shop.t VALUES (1, 'a'), (2, 'b');
