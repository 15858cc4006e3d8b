CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c datetime NULL DEFAULT CURRENT_TIMESTAMP,
    note varchar(20) NULL
);
