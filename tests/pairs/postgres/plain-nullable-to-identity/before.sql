CREATE SCHEMA shop;

CREATE TABLE shop.t (code text PRIMARY KEY, number bigint DEFAULT 0);
INSERT INTO shop.t VALUES ('a', 7), ('b', 8);
