CREATE TABLE t (id integer, a text);
CREATE VIEW v AS SELECT id, a FROM t;
GRANT SELECT (a) ON v TO anneal_test_app;
GRANT SELECT (a) ON t TO anneal_test_app;
GRANT DELETE ON v TO anneal_test_reader;
