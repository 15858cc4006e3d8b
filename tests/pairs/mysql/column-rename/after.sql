CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    amount int NULL,
    b varchar(20) NULL
);
