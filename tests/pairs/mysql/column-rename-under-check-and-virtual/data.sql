SELECT id, a, v FROM items;
-- after
SELECT id, amount, v FROM items;
