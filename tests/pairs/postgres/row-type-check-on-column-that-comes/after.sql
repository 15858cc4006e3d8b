CREATE TABLE p (a int, c int);
CREATE TABLE t (id int PRIMARY KEY, r p, CONSTRAINT c CHECK ((r).c > 0));
