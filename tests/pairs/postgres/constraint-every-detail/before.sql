CREATE TABLE p (a integer, b integer, c integer, PRIMARY KEY (a, b), CONSTRAINT p_c UNIQUE (c));
CREATE TABLE t (id integer PRIMARY KEY, a integer, b integer, c integer, x integer, y integer);
CREATE UNIQUE INDEX t_x ON t (x);
CREATE UNIQUE INDEX t_y ON t (y);
INSERT INTO p VALUES (1, 1, 1); INSERT INTO t VALUES (1, 1, 1, 1, 1, 1);
