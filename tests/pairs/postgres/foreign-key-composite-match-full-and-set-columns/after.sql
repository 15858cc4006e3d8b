CREATE SCHEMA shop;
CREATE TABLE shop.parent (tenant integer, id integer, PRIMARY KEY (tenant, id), UNIQUE (id, tenant));
INSERT INTO shop.parent VALUES (1, 2);

CREATE TABLE shop.a (id integer PRIMARY KEY, tenant integer, parent_id integer, CONSTRAINT a_fk FOREIGN KEY (tenant, parent_id) REFERENCES shop.parent (tenant, id) MATCH FULL);
CREATE TABLE shop.b (id integer PRIMARY KEY, tenant integer, parent_id integer, CONSTRAINT b_fk FOREIGN KEY (tenant, parent_id) REFERENCES shop.parent (tenant, id) ON DELETE SET NULL (parent_id));
CREATE TABLE shop.c (id integer PRIMARY KEY, tenant integer, parent_id integer, CONSTRAINT c_fk FOREIGN KEY (tenant, parent_id) REFERENCES shop.parent (tenant, id));
INSERT INTO shop.a VALUES (1, 1, 2);
INSERT INTO shop.b VALUES (1, 1, 2);
INSERT INTO shop.c VALUES (1, 1, 2);
