CREATE TYPE addr AS (street text, zip int, town text);
CREATE TABLE t (id int, a addr);
INSERT INTO t VALUES (1, ROW('s', 123, 't')), (2, NULL);
