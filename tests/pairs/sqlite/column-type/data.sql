SELECT id, a, b, c, d, e, typeof(a), typeof(b), typeof(c), typeof(d), typeof(e) FROM t ORDER BY id;
