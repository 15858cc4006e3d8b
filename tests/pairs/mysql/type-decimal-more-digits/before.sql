CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c decimal(10,2) NOT NULL,
    note varchar(20) NULL
);
INSERT INTO items (id, c) VALUES (1, 1.50), (2, -7.25);
