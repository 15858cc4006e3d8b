CREATE SCHEMA shop;
CREATE TABLE shop.u (id integer PRIMARY KEY, c text, b text);
GRANT SELECT ON shop.u TO anneal_test_app;
GRANT UPDATE (c), UPDATE (b) ON shop.u TO anneal_test_app;
