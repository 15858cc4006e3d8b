CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c time(3) NULL,
    note varchar(20) NULL
);
