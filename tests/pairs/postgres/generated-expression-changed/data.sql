SELECT 1, 5, 50;
-- after
SELECT * FROM shop.t;
