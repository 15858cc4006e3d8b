CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c enum('new','done') NOT NULL,
    note varchar(20) NULL
);
