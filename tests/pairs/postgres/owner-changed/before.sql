CREATE SCHEMA shop;
CREATE TABLE shop.t (id integer PRIMARY KEY, a text, b text);
INSERT INTO shop.t VALUES (1, 'a', 'b');
CREATE VIEW shop.v AS SELECT id FROM shop.t;
CREATE FUNCTION shop.f() RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE SEQUENCE shop.s;
GRANT SELECT ON shop.t TO anneal_test_app;
