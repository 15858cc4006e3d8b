CREATE SCHEMA shop;
CREATE TABLE shop.t (id integer, a varchar(5));
CREATE VIEW shop.v AS SELECT id, a FROM shop.t;
CREATE VIEW shop.w AS SELECT a FROM shop.v;
GRANT SELECT ON shop.v TO anneal_test_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA shop GRANT SELECT ON TABLES TO anneal_test_reader;
