CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c int NOT NULL DEFAULT 0,
    note varchar(20) NULL
);
