CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c enum('new','open','done') NOT NULL,
    note varchar(20) NULL
);
INSERT INTO items (id, c) VALUES (1, 'new'), (2, 'done');
