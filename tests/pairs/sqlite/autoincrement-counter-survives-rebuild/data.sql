SELECT * FROM t ORDER BY id;
SELECT name, seq FROM sqlite_sequence;
