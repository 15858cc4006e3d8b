CREATE SCHEMA shop;
CREATE TABLE shop.t (id integer PRIMARY KEY, a text, b text);
INSERT INTO shop.t VALUES (1, 'a', 'b');
GRANT ALL ON shop.t TO anneal_test_app;
GRANT SELECT (a) ON shop.t TO anneal_test_reader;
GRANT USAGE ON SCHEMA shop TO PUBLIC;
