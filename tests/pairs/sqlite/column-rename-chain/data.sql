SELECT a, b, c FROM t;
-- after
SELECT b, c, d FROM t;
