CREATE VIRTUAL TABLE words USING fts5(body, content='');
INSERT INTO words (rowid, body) VALUES (1, 'hello world');

CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT);
INSERT INTO t VALUES (1, 'x');
