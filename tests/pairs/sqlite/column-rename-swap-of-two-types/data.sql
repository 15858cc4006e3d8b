SELECT a, b FROM t;
-- after
SELECT b, a FROM t;
