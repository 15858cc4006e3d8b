CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c varbinary(16) NOT NULL,
    note varchar(20) NULL
);
