CREATE TABLE old (id int NOT NULL PRIMARY KEY);
CREATE TABLE things (
    id bigint unsigned NOT NULL AUTO_INCREMENT,
    name varchar(80) CHARACTER SET latin1 COLLATE latin1_bin NOT NULL DEFAULT 'it''s' COMMENT 'what it is called',
    price decimal(10,2) unsigned NOT NULL DEFAULT 0.00,
    flags bit(8) NOT NULL DEFAULT b'1',
    kind enum('a','b') NOT NULL DEFAULT 'a',
    made datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    changed timestamp NULL DEFAULT NULL ON UPDATE CURRENT_TIMESTAMP,
    body mediumtext NULL,
    doc json NULL,
    half int GENERATED ALWAYS AS (price / 2) VIRTUAL,
    kept int GENERATED ALWAYS AS (char_length(name)) STORED,
    hidden int NULL INVISIBLE,
    PRIMARY KEY (id),
    UNIQUE KEY name_uq (name),
    KEY kind_price (kind, price DESC),
    KEY body_idx (body(20)),
    CONSTRAINT price_small CHECK (price < 1000)
) ENGINE=InnoDB COMMENT='all of it';
