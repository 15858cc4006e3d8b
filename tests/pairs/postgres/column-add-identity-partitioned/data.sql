SELECT count(*) FROM shop.events;
-- after
SELECT count(DISTINCT number) FROM shop.events;
