CREATE SCHEMA shop;
CREATE TABLE shop.parent (id integer PRIMARY KEY, code text);
INSERT INTO shop.parent VALUES (1, 'a');

CREATE UNIQUE INDEX parent_code_idx ON shop.parent (code);
CREATE TABLE shop.t (id integer PRIMARY KEY, code text CONSTRAINT t_code_fk REFERENCES shop.parent (code));
INSERT INTO shop.t VALUES (1, 'a');
