SELECT id, a, b, c::text::numeric + 0.000, d, e, f FROM shop.t;
-- after
SELECT id, a, b, c::numeric(12,4), d, e, f FROM shop.t;
