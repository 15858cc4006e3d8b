CREATE SCHEMA shop;
CREATE TABLE shop.t (id integer PRIMARY KEY, a text, b text);
INSERT INTO shop.t VALUES (1, 'a', 'b');
CREATE VIEW shop.v AS SELECT id, a FROM shop.t;
ALTER VIEW shop.v OWNER TO anneal_test_owner;
CREATE FUNCTION shop.f() RETURNS integer LANGUAGE sql AS 'SELECT 1';
ALTER FUNCTION shop.f() OWNER TO anneal_test_owner;
GRANT SELECT ON shop.v TO anneal_test_app;
