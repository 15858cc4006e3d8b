SELECT 3;
-- after
SELECT count(DISTINCT number) FROM shop.t;
