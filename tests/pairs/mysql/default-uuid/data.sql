SELECT id, c FROM items ORDER BY id;
