CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c int unsigned NOT NULL,
    note varchar(20) NULL
);
