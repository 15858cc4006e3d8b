CREATE SCHEMA shop;
CREATE TABLE shop.t (a numeric);
INSERT INTO shop.t VALUES (1), (2);
