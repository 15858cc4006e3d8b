CREATE TYPE k AS (id int, a text);
CREATE TABLE t OF k (PRIMARY KEY (id));
INSERT INTO t VALUES (1, 'x');
