CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c int NULL DEFAULT (1 + 2),
    note varchar(20) NULL
);
