CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c enum('new','open','done') NOT NULL DEFAULT 'new',
    note varchar(20) NULL
);
