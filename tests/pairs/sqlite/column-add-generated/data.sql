SELECT id, net FROM t;
