CREATE SCHEMA shop;

CREATE TABLE shop.t (id integer CONSTRAINT t_pkey PRIMARY KEY, a integer, b text);
CREATE INDEX x ON shop.t (a);
ALTER TABLE shop.t ADD CONSTRAINT y UNIQUE (b);
CREATE SEQUENCE shop.z;
INSERT INTO shop.t VALUES (1, 2, 'x');
