SELECT id, a, kept FROM shop.t ORDER BY id;
