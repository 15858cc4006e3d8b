CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c int NULL COMMENT 'how many',
    note varchar(20) NULL
);
