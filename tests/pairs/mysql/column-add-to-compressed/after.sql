CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    a int NULL,
    b varchar(20) NULL,
    c int NULL
) ROW_FORMAT=COMPRESSED KEY_BLOCK_SIZE=8;
