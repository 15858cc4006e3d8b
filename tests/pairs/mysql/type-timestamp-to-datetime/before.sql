CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c timestamp NULL DEFAULT NULL,
    note varchar(20) NULL
);
INSERT INTO items (id, c) VALUES (1, '2026-01-02 03:04:05'), (2, NULL);
