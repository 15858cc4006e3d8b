CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c double NOT NULL DEFAULT -1.5,
    note varchar(20) NULL
);
