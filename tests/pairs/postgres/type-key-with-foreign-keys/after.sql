CREATE SCHEMA shop;

CREATE TABLE shop.parent (id bigint CONSTRAINT parent_pkey PRIMARY KEY);
CREATE TABLE shop.child (id integer CONSTRAINT child_pkey PRIMARY KEY, parent_id bigint NOT NULL CONSTRAINT child_fk REFERENCES shop.parent (id));
CREATE TABLE shop.grandchild (parent_id bigint CONSTRAINT grandchild_fk REFERENCES shop.parent (id) ON DELETE SET NULL);
INSERT INTO shop.parent VALUES (1), (2);
INSERT INTO shop.child VALUES (1, 1), (2, 2);
INSERT INTO shop.grandchild VALUES (1);
