SELECT id, hex(c) FROM items ORDER BY id;
