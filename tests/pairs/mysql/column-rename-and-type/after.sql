CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    amount bigint NULL COMMENT 'x',
    b varchar(20) NULL
);
