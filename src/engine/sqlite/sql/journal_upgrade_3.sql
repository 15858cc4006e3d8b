-- What steps that take something away have left behind.
CREATE TABLE {journal}backups ( -- anneal journal
    id TEXT PRIMARY KEY,
    product TEXT NOT NULL,
    object TEXT NOT NULL,
    kind TEXT NOT NULL,
    place TEXT NOT NULL,
    state TEXT NOT NULL,
    contract TEXT,
    deployment INTEGER NOT NULL,
    rows_about INTEGER,
    created_at TEXT NOT NULL,
    retain_days INTEGER NOT NULL,
    statements TEXT,
    finally TEXT,
    uses TEXT
) WITHOUT ROWID
