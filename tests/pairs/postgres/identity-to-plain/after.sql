CREATE SCHEMA shop;

CREATE TABLE shop.t (id bigint PRIMARY KEY, note text);
