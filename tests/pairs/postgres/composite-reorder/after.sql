CREATE TYPE addr AS (town text, zip int, street text);
CREATE TABLE t (id int, a addr);
INSERT INTO t VALUES (1, ROW('t', 123, 's')), (2, NULL);
