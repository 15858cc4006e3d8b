CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c double NOT NULL DEFAULT 0,
    note varchar(20) NULL
);
INSERT INTO items (id, c) VALUES (1, 1.5);
