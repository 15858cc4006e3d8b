CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c mediumtext NULL,
    note varchar(20) NULL
);
