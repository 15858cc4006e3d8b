SELECT a, c FROM items;
-- after
SELECT c, a FROM items;
