SELECT 1, 5, 50, 50, 5;
-- after
SELECT * FROM t;
