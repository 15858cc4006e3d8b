-- The journal's tables.  Each says so in its text, where introspection finds it whatever the name.  None is STRICT: a
-- library before 3.37 could no longer open the application's file.
CREATE TABLE {journal}journal ( -- anneal journal
    id INTEGER PRIMARY KEY CHECK (id = 1),
    version INTEGER NOT NULL,
    tool TEXT NOT NULL,
    changed_at TEXT NOT NULL
)

CREATE TABLE {journal}lease ( -- anneal journal
    id INTEGER PRIMARY KEY CHECK (id = 1),
    number INTEGER NOT NULL,
    taken_at TEXT NOT NULL
)

INSERT INTO {journal}lease (id, number, taken_at) VALUES (1, 0, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))

CREATE TABLE {journal}deployments ( -- anneal journal
    id INTEGER PRIMARY KEY,
    product TEXT NOT NULL,
    plan_hash TEXT NOT NULL,
    started_at TEXT NOT NULL,
    ended_at TEXT,
    outcome TEXT NOT NULL,
    error TEXT,
    who TEXT,
    host TEXT,
    origin TEXT,
    revision TEXT,
    tool TEXT NOT NULL,
    server TEXT,
    phases TEXT,
    steps INTEGER,
    done INTEGER,
    skipped INTEGER,
    held INTEGER,
    waiting INTEGER
)

CREATE TABLE {journal}steps ( -- anneal journal
    deployment INTEGER NOT NULL,
    position INTEGER NOT NULL,
    id TEXT NOT NULL,
    phase TEXT NOT NULL,
    kind TEXT NOT NULL,
    operation TEXT NOT NULL,
    object TEXT,
    relation TEXT,
    state TEXT NOT NULL,
    attempts INTEGER,
    waited_ms INTEGER,
    took_ms INTEGER,
    rows INTEGER,
    error TEXT,
    started_at TEXT NOT NULL,
    ended_at TEXT,
    PRIMARY KEY (deployment, position)
) WITHOUT ROWID

CREATE TABLE {journal}scripts ( -- anneal journal
    product TEXT NOT NULL,
    path TEXT NOT NULL,
    hash TEXT NOT NULL,
    state TEXT NOT NULL,
    statements_done INTEGER,
    deployment INTEGER,
    error TEXT,
    started_at TEXT NOT NULL,
    ended_at TEXT,
    PRIMARY KEY (product, path)
) WITHOUT ROWID

CREATE TABLE {journal}loops ( -- anneal journal
    id TEXT PRIMARY KEY NOT NULL,
    object TEXT,
    key TEXT,
    stubborn TEXT,
    rows_done INTEGER,
    batch_rows INTEGER,
    rows_total INTEGER,
    is_finished INTEGER NOT NULL,
    deployment INTEGER,
    started_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
) WITHOUT ROWID

CREATE TABLE {journal}objects ( -- anneal journal
    deployment INTEGER NOT NULL,
    object TEXT NOT NULL,
    before TEXT,
    after TEXT,
    record TEXT,
    is_finished INTEGER NOT NULL,
    PRIMARY KEY (deployment, object)
)

CREATE TABLE {journal}recipes ( -- anneal journal
    id TEXT PRIMARY KEY NOT NULL,
    object TEXT NOT NULL,
    state TEXT NOT NULL,
    artefacts TEXT,
    deployment INTEGER,
    started_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
) WITHOUT ROWID

CREATE TABLE {journal}pause ( -- anneal journal
    id INTEGER PRIMARY KEY CHECK (id = 1),
    since TEXT NOT NULL,
    who TEXT,
    why TEXT
)

