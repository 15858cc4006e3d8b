CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c int NOT NULL DEFAULT 6,
    note varchar(20) NULL
);
