SELECT a, b, c, typeof(c) FROM t ORDER BY a;
