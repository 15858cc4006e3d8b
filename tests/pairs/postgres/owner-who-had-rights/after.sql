CREATE SCHEMA shop;
CREATE TABLE shop.t (id integer PRIMARY KEY, a text, b text);
INSERT INTO shop.t VALUES (1, 'a', 'b');
ALTER TABLE shop.t OWNER TO anneal_test_app;
GRANT SELECT ON shop.t TO anneal_test_reader;
