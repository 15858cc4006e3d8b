CREATE TABLE kept (id INTEGER PRIMARY KEY);
INSERT INTO kept VALUES (1);

CREATE TABLE orders (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kept_id INTEGER NOT NULL REFERENCES kept ON DELETE CASCADE,
    state VARCHAR(20) NOT NULL DEFAULT 'new' CONSTRAINT orders_state_check CHECK (state IN ('new', 'paid')),
    total DECIMAL(12, 2) NOT NULL DEFAULT 0,
    note TEXT COLLATE NOCASE,
    UNIQUE (state, note)
);
CREATE INDEX orders_total_idx ON orders (total DESC) WHERE state <> 'paid';
CREATE TABLE a_log (line ANY) STRICT;
CREATE TABLE pairs (a TEXT, b TEXT, PRIMARY KEY (b, a)) WITHOUT ROWID;
