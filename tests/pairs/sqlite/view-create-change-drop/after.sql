CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b INTEGER);
CREATE VIEW kept AS SELECT a FROM t;
CREATE VIEW same_columns AS SELECT id, a, b FROM t WHERE b > 1;
CREATE VIEW fewer (x) AS SELECT id FROM t;
-- a view may come before those that it reads
CREATE VIEW a_first AS SELECT n FROM z_last;
CREATE VIEW z_last AS SELECT count(*) AS n FROM fewer;
INSERT INTO t VALUES (1, 'x', 1);
