SELECT a, b, c FROM shop.t;
-- after
SELECT b, c, d FROM shop.t;
