CREATE TABLE t (id integer PRIMARY KEY);
COMMENT ON SCHEMA public IS 'ours';
