CREATE SCHEMA shop;
CREATE TABLE shop.t (a smallint, g integer GENERATED ALWAYS AS (a + 1) STORED);
