CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c varchar(100) NOT NULL,
    note varchar(20) NULL
);
