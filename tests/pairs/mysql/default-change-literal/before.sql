CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c int NOT NULL DEFAULT 5,
    note varchar(20) NULL
);
INSERT INTO items (id, c) VALUES (1, 1);
