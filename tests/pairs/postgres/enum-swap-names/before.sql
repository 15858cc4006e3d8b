CREATE TYPE one AS ENUM ('a');
CREATE TYPE two AS ENUM ('b');
CREATE TABLE t (x one, y two);
INSERT INTO t VALUES ('a', 'b');
