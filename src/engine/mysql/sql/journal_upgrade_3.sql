-- What steps that take something away have left behind.
CREATE TABLE IF NOT EXISTS {journal}backups (
    id VARCHAR(512) NOT NULL,
    product VARCHAR(255) NOT NULL,
    object VARCHAR(512) NOT NULL,
    kind VARCHAR(32) NOT NULL,
    place TEXT NOT NULL,
    state VARCHAR(32) NOT NULL,
    contract TEXT,
    deployment BIGINT NOT NULL,
    rows_about BIGINT,
    created_at VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    retain_days BIGINT NOT NULL,
    statements LONGTEXT,
    finally LONGTEXT,
    uses LONGTEXT,
    PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin ROW_FORMAT=DYNAMIC COMMENT='anneal journal'
