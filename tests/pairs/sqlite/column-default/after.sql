CREATE TABLE t (
    id INTEGER PRIMARY KEY, a INTEGER DEFAULT -2, b TEXT DEFAULT 'it''s "quoted"; -- no comment', c TEXT, d TEXT DEFAULT CURRENT_TIMESTAMP,
    e REAL DEFAULT 1e10, f TEXT DEFAULT (strftime('%Y', 'now') || ', x'), g BLOB DEFAULT x'deadbeef', h INTEGER DEFAULT (1 + (2 * 3)), i TEXT DEFAULT '', j TEXT DEFAULT 'größe 価格'
);
INSERT INTO t (id) VALUES (1);
