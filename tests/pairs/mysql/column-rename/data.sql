SELECT id, a FROM items ORDER BY id;
-- after
SELECT id, amount FROM items ORDER BY id;
