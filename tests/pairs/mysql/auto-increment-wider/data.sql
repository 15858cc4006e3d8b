SELECT id, a FROM items ORDER BY id;
