CREATE SCHEMA shop;
CREATE TABLE shop.t (id integer PRIMARY KEY, a text, b text);
INSERT INTO shop.t VALUES (1, 'a', 'b');
CREATE VIEW shop.v AS SELECT id, a FROM shop.t WHERE id > 0;
GRANT SELECT, INSERT ON shop.v TO anneal_test_reader;
