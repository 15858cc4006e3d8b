CREATE SCHEMA shop;
CREATE TABLE shop.a_child (id integer PRIMARY KEY, parent_id integer);
INSERT INTO shop.a_child VALUES (1, NULL);

CREATE TABLE shop.z_parent (id integer PRIMARY KEY, child_id integer REFERENCES shop.a_child (id));
ALTER TABLE shop.a_child ADD CONSTRAINT a_child_fk FOREIGN KEY (parent_id) REFERENCES shop.z_parent (id);
