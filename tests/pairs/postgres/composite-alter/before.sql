CREATE TYPE addr AS (street text, zip text, town text);
COMMENT ON COLUMN addr.street IS 'old';
CREATE TYPE unused AS (a int, b text);
CREATE TABLE t (id int, a addr, l addr[]);
INSERT INTO t VALUES (1, ROW('s', '123', 't'), ARRAY[ROW('x', 'y', 'z')::addr]), (2, NULL, NULL), (3, ROW(NULL, NULL, NULL), '{}');
CREATE VIEW v AS SELECT id, (a).town FROM t;
