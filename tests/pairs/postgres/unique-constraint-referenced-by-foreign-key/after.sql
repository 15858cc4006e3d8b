CREATE SCHEMA shop;

CREATE TABLE shop.parent (id integer PRIMARY KEY, code text, area text, CONSTRAINT parent_code_key UNIQUE (code) INCLUDE (area));
CREATE TABLE shop.child (id integer PRIMARY KEY, code text CONSTRAINT child_fk REFERENCES shop.parent (code));
