SELECT price FROM shop.t;
-- after
SELECT price_in_cents FROM shop.t;
