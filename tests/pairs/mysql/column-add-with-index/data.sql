SELECT id, a, b FROM items ORDER BY id;
