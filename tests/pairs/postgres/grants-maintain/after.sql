CREATE SCHEMA shop;
CREATE TABLE shop.t (id integer PRIMARY KEY, a text, b text);
INSERT INTO shop.t VALUES (1, 'a', 'b');
GRANT SELECT, MAINTAIN ON shop.t TO anneal_test_app;
GRANT ALL ON shop.t TO anneal_test_reader;
