CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c varchar(30) COLLATE utf8mb4_bin NOT NULL,
    note varchar(20) NULL
);
