CREATE TABLE parents (id int NOT NULL PRIMARY KEY);
CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    a int NULL,
    b varchar(20) NULL
);
