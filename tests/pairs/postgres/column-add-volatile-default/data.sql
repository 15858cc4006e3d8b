SELECT 3, 0;
-- after
SELECT count(DISTINCT token), count(*) - count(seen_at) FROM shop.t;
