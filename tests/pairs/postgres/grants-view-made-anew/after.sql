CREATE SCHEMA shop;
CREATE TABLE shop.t (id integer PRIMARY KEY, a text, b text);
INSERT INTO shop.t VALUES (1, 'a', 'b');
CREATE VIEW shop.v AS SELECT a, id::bigint AS id FROM shop.t;
CREATE VIEW shop.w AS SELECT id FROM shop.v;
GRANT SELECT ON shop.v, shop.w TO anneal_test_app;
GRANT INSERT ON shop.v TO anneal_test_reader;
GRANT UPDATE (id) ON shop.w TO anneal_test_app;
