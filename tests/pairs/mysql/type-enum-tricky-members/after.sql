CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c enum('it''s','a,b','\\','x)') NULL,
    note varchar(20) NULL
);
