CREATE TYPE addr AS (street text, zip int);
CREATE TABLE t (id int, a addr);
CREATE VIEW v AS SELECT (a).street FROM t;
INSERT INTO t VALUES (1, ROW('s', 123));
