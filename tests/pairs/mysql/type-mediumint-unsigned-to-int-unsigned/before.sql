CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c mediumint unsigned NULL,
    note varchar(20) NULL
);
INSERT INTO items (id, c) VALUES (1, 16777215), (2, NULL);
