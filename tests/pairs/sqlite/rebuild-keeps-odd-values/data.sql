SELECT id, typeof(a), hex(a), typeof(b), hex(b), typeof(c), quote(c), typeof(d), quote(d) FROM t ORDER BY id;
