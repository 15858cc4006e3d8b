CREATE SCHEMA shop;
CREATE TABLE shop.lines (id integer PRIMARY KEY, order_id integer NOT NULL);
CREATE TABLE shop.fresh (id integer PRIMARY KEY, a text);
CREATE PUBLICATION p FOR TABLE shop.fresh (id, a), shop.lines (id, order_id) WITH (publish = 'insert');
