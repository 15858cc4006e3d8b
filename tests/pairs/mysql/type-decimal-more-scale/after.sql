CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c decimal(11,3) NOT NULL DEFAULT 1.500,
    note varchar(20) NULL
);
