CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    a int NULL,
    b varchar(20) NULL,
    c varchar(10) CHARACTER SET latin1 COLLATE latin1_bin NULL COMMENT 'word'
);
