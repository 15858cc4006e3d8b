CREATE SCHEMA shop;
CREATE TABLE shop.a_child (id integer PRIMARY KEY, parent_id integer);
INSERT INTO shop.a_child VALUES (1, NULL);
