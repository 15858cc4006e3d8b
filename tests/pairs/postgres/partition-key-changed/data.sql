SELECT id, a, b FROM shop.t ORDER BY id;
