CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c varchar(10) NOT NULL,
    note varchar(20) NULL
);
