SELECT a, b FROM shop.t;
-- after
SELECT b, a FROM shop.t;
