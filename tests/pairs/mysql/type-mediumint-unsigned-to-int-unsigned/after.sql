CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c int unsigned NULL,
    note varchar(20) NULL
);
