CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c varchar(80) NULL,
    note varchar(20) NULL
);
