CREATE TABLE t (id integer);
CREATE FUNCTION work(n integer) RETURNS void LANGUAGE sql AS 'INSERT INTO t VALUES (n)';
COMMENT ON FUNCTION work(integer) IS 'works';
