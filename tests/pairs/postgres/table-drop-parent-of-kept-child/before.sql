CREATE SCHEMA shop;
CREATE TABLE shop.parent (id integer PRIMARY KEY);
CREATE TABLE shop.child (id integer PRIMARY KEY, parent_id integer CONSTRAINT child_parent_fk REFERENCES shop.parent (id));
INSERT INTO shop.parent VALUES (1);
INSERT INTO shop.child VALUES (7, 1);
