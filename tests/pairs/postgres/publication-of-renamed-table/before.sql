CREATE SCHEMA shop;
CREATE TABLE shop.orders (id integer PRIMARY KEY, a integer, b integer);
CREATE TABLE shop.parts (id integer PRIMARY KEY);
CREATE PUBLICATION p FOR TABLE shop.orders (a, id) WHERE (a > 0), shop.parts WITH (publish = 'insert');
