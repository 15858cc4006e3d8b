CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c varchar(30) NULL,
    note varchar(20) NULL
);
