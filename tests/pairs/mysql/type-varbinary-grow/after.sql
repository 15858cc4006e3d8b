CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c varbinary(100) NOT NULL,
    note varchar(20) NULL
);
