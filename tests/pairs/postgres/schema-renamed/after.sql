CREATE SCHEMA fresh;
COMMENT ON SCHEMA fresh IS 'as empty';
GRANT USAGE ON SCHEMA fresh TO anneal_test_app;
CREATE TABLE t (id integer PRIMARY KEY);
