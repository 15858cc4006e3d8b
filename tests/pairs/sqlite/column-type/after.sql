CREATE TABLE t (id INTEGER PRIMARY KEY, a VARCHAR(50), b BIGINT, c BLOB, d TEXT, e DECIMAL(12, 4));
INSERT INTO t VALUES (1, '5', 6, '7.5', x'00ff', 1.25), (2, NULL, 'text in an integer', x'01', NULL, 'x');
