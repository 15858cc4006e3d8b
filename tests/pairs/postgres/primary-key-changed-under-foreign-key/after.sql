CREATE SCHEMA shop;

CREATE TABLE shop.parent (id integer NOT NULL, code text NOT NULL, CONSTRAINT parent_pkey PRIMARY KEY (code), CONSTRAINT parent_id_key UNIQUE (id));
CREATE TABLE shop.child (id integer PRIMARY KEY, parent_id integer, parent_code text CONSTRAINT child_fk REFERENCES shop.parent (code));
