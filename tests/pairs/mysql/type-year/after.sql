CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c year NULL,
    note varchar(20) NULL
);
