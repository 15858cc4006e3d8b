CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c int NULL,
    a bigint NULL
);
