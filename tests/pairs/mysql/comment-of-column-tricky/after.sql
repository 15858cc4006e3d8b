CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c int NULL COMMENT 'it''s a \\ and
more',
    note varchar(20) NULL
);
