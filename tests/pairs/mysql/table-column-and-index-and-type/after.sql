CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    a bigint NULL,
    b varchar(30) NULL,
    c int NULL,
    KEY b_idx (b)
) COMMENT='more';
