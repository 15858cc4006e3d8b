CREATE TABLE t (id integer);
CREATE SCHEMA shop;
ALTER DEFAULT PRIVILEGES IN SCHEMA shop GRANT SELECT ON TABLES TO anneal_test_reader;
CREATE TABLE shop.t (id integer);
GRANT USAGE ON SCHEMA shop TO anneal_test_reader;
