CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c varchar(30) NOT NULL DEFAULT '',
    note varchar(20) NULL
);
