CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c date NULL,
    note varchar(20) NULL
);
INSERT INTO items (id, c) VALUES (1, '2026-01-01');
