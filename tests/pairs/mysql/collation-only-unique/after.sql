CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c varchar(30) NOT NULL,
    note varchar(20) NULL,
    UNIQUE KEY c_uq (c)
);
