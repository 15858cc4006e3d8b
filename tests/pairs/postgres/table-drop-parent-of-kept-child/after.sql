CREATE SCHEMA shop;
CREATE TABLE shop.child (id integer PRIMARY KEY, parent_id integer);
