SELECT count(*), 30, 100, 245 FROM shop.notes;
-- after
SELECT count(DISTINCT id), count(DISTINCT token), min(number), max(number) FROM shop.notes;
