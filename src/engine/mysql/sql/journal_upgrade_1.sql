-- The journal's tables. Each says so in its comment, where introspection finds it whatever the name. DDL commits: each
-- statement finds done what an earlier attempt has done, and the row of the version comes last.
CREATE TABLE IF NOT EXISTS {journal}journal (
    id INT NOT NULL,
    version INT NOT NULL,
    tool TEXT NOT NULL,
    changed_at VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin ROW_FORMAT=DYNAMIC COMMENT='anneal journal'

CREATE TABLE IF NOT EXISTS {journal}lease (
    id INT NOT NULL,
    number BIGINT NOT NULL,
    taken_at VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin ROW_FORMAT=DYNAMIC COMMENT='anneal journal'

INSERT IGNORE INTO {journal}lease (id, number, taken_at) VALUES (1, 0, CONCAT(LEFT(DATE_FORMAT(UTC_TIMESTAMP(3), '%Y-%m-%dT%H:%i:%s.%f'), 23), 'Z'))

CREATE TABLE IF NOT EXISTS {journal}deployments (
    id BIGINT NOT NULL,
    product VARCHAR(255) NOT NULL,
    plan_hash VARCHAR(255) NOT NULL,
    started_at VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    ended_at VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin,
    outcome VARCHAR(32) NOT NULL,
    error TEXT,
    who TEXT,
    host TEXT,
    origin TEXT,
    revision TEXT,
    tool TEXT NOT NULL,
    server TEXT,
    phases TEXT,
    steps BIGINT,
    done BIGINT,
    skipped BIGINT,
    held BIGINT,
    waiting BIGINT,
    PRIMARY KEY (id),
    KEY plan_hash (plan_hash)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin ROW_FORMAT=DYNAMIC COMMENT='anneal journal'

CREATE TABLE IF NOT EXISTS {journal}steps (
    deployment BIGINT NOT NULL,
    position BIGINT NOT NULL,
    id VARCHAR(64) NOT NULL,
    phase VARCHAR(32) NOT NULL,
    kind VARCHAR(32) NOT NULL,
    operation VARCHAR(64) NOT NULL,
    object VARCHAR(512),
    relation TEXT,
    state VARCHAR(32) NOT NULL,
    attempts BIGINT,
    waited_ms BIGINT,
    took_ms BIGINT,
    `rows` BIGINT,
    error TEXT,
    started_at VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    ended_at VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin,
    PRIMARY KEY (deployment, position),
    KEY object (object)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin ROW_FORMAT=DYNAMIC COMMENT='anneal journal'

CREATE TABLE IF NOT EXISTS {journal}scripts (
    product VARCHAR(255) NOT NULL,
    path VARCHAR(512) NOT NULL,
    hash VARCHAR(64) NOT NULL,
    state VARCHAR(32) NOT NULL,
    statements_done BIGINT,
    deployment BIGINT,
    error TEXT,
    started_at VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    ended_at VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin,
    PRIMARY KEY (product, path)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin ROW_FORMAT=DYNAMIC COMMENT='anneal journal'

CREATE TABLE IF NOT EXISTS {journal}loops (
    id VARCHAR(512) NOT NULL,
    object TEXT,
    `key` LONGTEXT,
    stubborn LONGTEXT,
    rows_done BIGINT,
    batch_rows BIGINT,
    rows_total BIGINT,
    is_finished TINYINT NOT NULL,
    deployment BIGINT,
    started_at VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    updated_at VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin ROW_FORMAT=DYNAMIC COMMENT='anneal journal'

CREATE TABLE IF NOT EXISTS {journal}objects (
    deployment BIGINT NOT NULL,
    object VARCHAR(512) NOT NULL,
    `before` TEXT,
    `after` TEXT,
    record LONGTEXT,
    is_finished TINYINT NOT NULL,
    PRIMARY KEY (deployment, object),
    KEY object (object)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin ROW_FORMAT=DYNAMIC COMMENT='anneal journal'

CREATE TABLE IF NOT EXISTS {journal}recipes (
    id VARCHAR(512) NOT NULL,
    object TEXT NOT NULL,
    state TEXT NOT NULL,
    artefacts LONGTEXT,
    deployment BIGINT,
    started_at VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    updated_at VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin ROW_FORMAT=DYNAMIC COMMENT='anneal journal'

CREATE TABLE IF NOT EXISTS {journal}pause (
    id INT NOT NULL,
    since VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    who TEXT,
    why TEXT,
    PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin ROW_FORMAT=DYNAMIC COMMENT='anneal journal'
