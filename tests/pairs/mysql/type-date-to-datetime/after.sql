CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c datetime NULL,
    note varchar(20) NULL
);
