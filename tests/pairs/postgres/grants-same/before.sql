CREATE SCHEMA shop;
CREATE TABLE shop.t (id integer PRIMARY KEY, a text, b text);
INSERT INTO shop.t VALUES (1, 'a', 'b');
GRANT UPDATE, SELECT ON shop.t TO anneal_test_app;
GRANT SELECT ON shop.t TO anneal_test_reader;
REVOKE SELECT ON shop.t FROM anneal_test_reader;
CREATE FUNCTION shop.f() RETURNS integer LANGUAGE sql AS 'SELECT 1';
GRANT EXECUTE ON FUNCTION shop.f() TO PUBLIC;
