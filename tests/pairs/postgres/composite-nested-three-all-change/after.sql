CREATE TYPE a AS (y varchar(20), z date, x bigint);
CREATE TYPE b AS (q bigint, p a);
CREATE TYPE c AS (m b, k a, n text);
CREATE TABLE t (id integer PRIMARY KEY, v c);
CREATE VIEW tv AS SELECT ((v).m).p FROM t;
