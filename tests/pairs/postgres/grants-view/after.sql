CREATE SCHEMA shop;
CREATE TABLE shop.t (id integer PRIMARY KEY, a text, b text);
INSERT INTO shop.t VALUES (1, 'a', 'b');
CREATE VIEW shop.v AS SELECT id, a FROM shop.t;
GRANT SELECT (a), UPDATE (a) ON shop.v TO anneal_test_app;
GRANT SELECT ON shop.v TO PUBLIC;
CREATE MATERIALIZED VIEW shop.m AS SELECT id FROM shop.t;
GRANT SELECT ON shop.m TO anneal_test_reader WITH GRANT OPTION;
