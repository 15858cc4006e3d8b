CREATE TABLE t (id INTEGER PRIMARY KEY, old_name TEXT DEFAULT '5', gone TEXT);
INSERT INTO t VALUES (1, '12', 'x'), (2, '7', 'y');
