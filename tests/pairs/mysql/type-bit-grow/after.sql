CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c bit(12) NULL,
    note varchar(20) NULL
);
