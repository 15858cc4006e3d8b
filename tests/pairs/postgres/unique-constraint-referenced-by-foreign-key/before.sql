CREATE SCHEMA shop;

CREATE TABLE shop.parent (id integer PRIMARY KEY, code text, area text, CONSTRAINT parent_code_key UNIQUE (code));
CREATE TABLE shop.child (id integer PRIMARY KEY, code text CONSTRAINT child_fk REFERENCES shop.parent (code));
INSERT INTO shop.parent VALUES (1, 'a', 'x');
INSERT INTO shop.child VALUES (1, 'a');
