-- Texts of definitions that the server has been asked about.
CREATE TABLE IF NOT EXISTS {journal}spellings (
    product VARCHAR(255) NOT NULL,
    object VARCHAR(512) NOT NULL,
    source TEXT NOT NULL,
    live TEXT NOT NULL,
    PRIMARY KEY (product, object)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin ROW_FORMAT=DYNAMIC COMMENT='anneal journal'
