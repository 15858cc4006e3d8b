CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c bigint NULL COMMENT 'b',
    note varchar(20) NULL
);
