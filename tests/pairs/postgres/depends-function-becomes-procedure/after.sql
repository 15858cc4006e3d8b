CREATE TABLE t (id integer);
CREATE PROCEDURE work(n integer) LANGUAGE sql AS 'INSERT INTO t VALUES (n)';
COMMENT ON PROCEDURE work(integer) IS 'works';
