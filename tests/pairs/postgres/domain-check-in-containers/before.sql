CREATE DOMAIN d AS int;
CREATE TYPE c AS (a d);
CREATE TABLE t (l d[], c c, d d);
INSERT INTO t VALUES ('{1,2}', ROW(3), 4);
