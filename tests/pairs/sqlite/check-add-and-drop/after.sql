CREATE TABLE t (
    id INTEGER PRIMARY KEY,
    n INTEGER CHECK (n > 0),
    m INTEGER CONSTRAINT m_check CHECK (m BETWEEN 1 AND 10),
    s TEXT,
    CHECK (s <> 'say "hi"; -- don''t' AND s NOT LIKE '%(%'),
    CONSTRAINT "n, m" CHECK (n < m)
);
INSERT INTO t VALUES (1, 5, 6, 'it''s');
