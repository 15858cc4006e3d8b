CREATE TABLE t (id integer PRIMARY KEY, a integer, b text, c varchar(10));
INSERT INTO t VALUES (1, 2, 'x', 'y');
CREATE VIEW v AS SELECT id, a FROM t WHERE a > 0;
COMMENT ON VIEW v IS 'it''s a view';
