CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c int unsigned NOT NULL,
    note varchar(20) NULL
);
INSERT INTO items (id, c) VALUES (1, 4294967295), (2, 0);
