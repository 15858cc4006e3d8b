CREATE SCHEMA shop;

CREATE TABLE shop.t (id integer PRIMARY KEY, parent_id integer CONSTRAINT t_parent_fk REFERENCES shop.t (id) ON DELETE CASCADE);
INSERT INTO shop.t VALUES (1, NULL), (2, 1);
