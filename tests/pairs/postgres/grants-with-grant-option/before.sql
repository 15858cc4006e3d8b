CREATE SCHEMA shop;
CREATE TABLE shop.t (id integer PRIMARY KEY, a text, b text);
INSERT INTO shop.t VALUES (1, 'a', 'b');
GRANT SELECT, INSERT ON shop.t TO anneal_test_app WITH GRANT OPTION;
GRANT UPDATE ON shop.t TO anneal_test_app;
