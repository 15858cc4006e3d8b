CREATE TABLE t (id INTEGER PRIMARY KEY, a, b TEXT, c REAL, d INTEGER, gone INTEGER);
INSERT INTO t VALUES (1, NULL, '', 0.1, 9223372036854775807, 1), (-5, x'', 'größe 価格 🙂', 1e300, -9223372036854775808, 2), (3, 'x' || char(0) || 'y', x'c3', 'text', 1.5, 3);
