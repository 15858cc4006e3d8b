CREATE SCHEMA shop;
CREATE TABLE shop.t (id integer PRIMARY KEY, a text, b text);
INSERT INTO shop.t VALUES (1, 'a', 'b');
CREATE VIEW shop.v AS SELECT id, a FROM shop.t;
CREATE VIEW shop.w AS SELECT id FROM shop.v;
GRANT SELECT ON shop.v, shop.w TO anneal_test_app;
GRANT UPDATE (id) ON shop.w TO anneal_test_app;
