CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c varchar(40) NULL,
    note varchar(20) NULL
);
