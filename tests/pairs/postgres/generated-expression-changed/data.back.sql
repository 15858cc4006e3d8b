SELECT 1, 5, 6;
-- after
SELECT * FROM shop.t;
