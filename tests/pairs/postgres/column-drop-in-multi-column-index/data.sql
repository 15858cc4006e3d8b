SELECT id, a, c FROM shop.t;
