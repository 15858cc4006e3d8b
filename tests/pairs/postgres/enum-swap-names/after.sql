CREATE TYPE two AS ENUM ('a');
CREATE TYPE one AS ENUM ('b');
CREATE TABLE t (x two, y one);
