CREATE TYPE a AS (x integer, y text);
CREATE TYPE b AS (p a, q integer);
CREATE TYPE c AS (m b, n text);
CREATE TABLE t (id integer PRIMARY KEY, v c, w b DEFAULT ROW(NULL, 7)::b);
INSERT INTO t VALUES (1, ROW(ROW(ROW(1, 'y')::a, 2)::b, 'n')::c), (2, NULL), (3, ROW(ROW(NULL, 5)::b, 'n')::c);
