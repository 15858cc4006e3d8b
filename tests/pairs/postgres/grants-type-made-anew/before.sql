CREATE TYPE mood AS ENUM ('sad', 'ok', 'gone');
REVOKE USAGE ON TYPE mood FROM PUBLIC;
GRANT USAGE ON TYPE mood TO anneal_test_app;
CREATE TABLE t (m mood);
GRANT SELECT (m) ON t TO anneal_test_reader;
CREATE VIEW v AS SELECT m FROM t;
GRANT SELECT ON v TO anneal_test_reader;
