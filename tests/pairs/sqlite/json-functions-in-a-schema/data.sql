SELECT id, j FROM t;
