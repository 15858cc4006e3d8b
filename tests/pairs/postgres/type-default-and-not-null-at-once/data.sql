SELECT id, a, b, c::integer FROM shop.t ORDER BY id;
