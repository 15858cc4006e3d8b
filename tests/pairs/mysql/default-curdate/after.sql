CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c date NULL DEFAULT (curdate()),
    note varchar(20) NULL
);
