CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c timestamp NOT NULL DEFAULT '2020-01-01 00:00:00',
    note varchar(20) NULL
);
INSERT INTO items (id, c) VALUES (1, '2026-01-01 00:00:00');
