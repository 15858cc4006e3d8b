CREATE SCHEMA shop;
ALTER DEFAULT PRIVILEGES IN SCHEMA shop GRANT SELECT ON TABLES TO anneal_test_reader;
CREATE TABLE shop.t (id integer);
CREATE VIEW shop.v AS SELECT id FROM shop.t;
GRANT INSERT ON shop.t TO anneal_test_app;
