CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c double NULL,
    note varchar(20) NULL
);
