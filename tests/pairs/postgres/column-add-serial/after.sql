CREATE SCHEMA shop;

CREATE TABLE shop.t (code text PRIMARY KEY, number bigserial);
INSERT INTO shop.t VALUES ('a'), ('b'), ('c');
