CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c char(20) NOT NULL,
    note varchar(20) NULL
);
