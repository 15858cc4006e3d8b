CREATE SCHEMA shop;
CREATE TABLE shop.t (a smallint, g numeric GENERATED ALWAYS AS (a::numeric * 3) STORED);
INSERT INTO shop.t VALUES (1), (2);
