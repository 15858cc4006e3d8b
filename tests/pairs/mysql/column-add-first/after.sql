CREATE TABLE items (
    c int NULL,
    id int NOT NULL PRIMARY KEY,
    a int NULL,
    b varchar(20) NULL
);
