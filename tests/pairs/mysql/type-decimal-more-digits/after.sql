CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c decimal(12,2) NOT NULL,
    note varchar(20) NULL
);
