CREATE SCHEMA shop;
CREATE TABLE shop.t (id integer PRIMARY KEY, n integer, g integer GENERATED ALWAYS AS (n * 2) STORED);
GRANT SELECT (g), SELECT (n) ON shop.t TO anneal_test_app;
