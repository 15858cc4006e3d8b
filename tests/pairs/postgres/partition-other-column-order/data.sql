SELECT a, b, c FROM shop.t;
