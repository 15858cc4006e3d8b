CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c blob NULL,
    note varchar(20) NULL
);
