CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c varchar(10) NOT NULL DEFAULT 'x',
    note varchar(20) NULL
);
