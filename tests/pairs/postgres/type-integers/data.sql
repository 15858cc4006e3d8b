SELECT id, a, b, c FROM shop.t;
