CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c bit(3) NOT NULL DEFAULT b'101',
    note varchar(20) NULL
);
