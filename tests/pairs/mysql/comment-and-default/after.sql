CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c int NULL COMMENT 'b' DEFAULT 2,
    note varchar(20) NULL
);
