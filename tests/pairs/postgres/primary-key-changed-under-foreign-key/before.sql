CREATE SCHEMA shop;

CREATE TABLE shop.parent (id integer NOT NULL, code text NOT NULL, CONSTRAINT parent_pkey PRIMARY KEY (id), CONSTRAINT parent_code_key UNIQUE (code));
CREATE TABLE shop.child (id integer PRIMARY KEY, parent_id integer CONSTRAINT child_fk REFERENCES shop.parent (id), parent_code text);
INSERT INTO shop.parent VALUES (1, 'a');
INSERT INTO shop.child VALUES (1, 1, 'a');
