-- Texts of definitions that the server has been asked about.
CREATE TABLE {journal}spellings ( -- anneal journal
    product TEXT NOT NULL,
    object TEXT NOT NULL,
    source TEXT NOT NULL,
    live TEXT NOT NULL,
    PRIMARY KEY (product, object)
) WITHOUT ROWID
