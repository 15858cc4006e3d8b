CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c int(7) zerofill NOT NULL,
    note varchar(20) NULL
);
