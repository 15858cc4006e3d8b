CREATE TYPE a AS (y text, x bigint);
CREATE TYPE b AS (p a, q integer);
CREATE TYPE c AS (m b, n text);
CREATE TABLE t (id integer PRIMARY KEY, v c, w b DEFAULT ROW(NULL, 8)::b);
