CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c datetime(6) NOT NULL,
    note varchar(20) NULL
);
