CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    a int NULL,
    z int NULL,
    m int NULL,
    c int NULL,
    b varchar(20) NULL
);
