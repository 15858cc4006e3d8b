SELECT id, a, typeof(a), b, c, typeof(c) FROM t ORDER BY id;
