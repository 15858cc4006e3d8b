CREATE SCHEMA shop;
CREATE TABLE shop.t (a bigint GENERATED ALWAYS AS IDENTITY, b integer);
INSERT INTO shop.t (b) VALUES (1), (2);
