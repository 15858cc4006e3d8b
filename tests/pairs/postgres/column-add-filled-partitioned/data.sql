SELECT count(*) FROM shop.events;
-- after
SELECT count(DISTINCT token) FROM shop.events WHERE dice IS NOT NULL;
