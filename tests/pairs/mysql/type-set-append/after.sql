CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c set('a','b','c') NOT NULL DEFAULT '',
    note varchar(20) NULL
);
