CREATE TABLE p (a int);
CREATE TABLE t (id int PRIMARY KEY, r p, CONSTRAINT c CHECK ((r).a > 0));
