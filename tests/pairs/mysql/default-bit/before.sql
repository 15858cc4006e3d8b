CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c bit(3) NOT NULL DEFAULT b'001',
    note varchar(20) NULL
);
INSERT INTO items (id, c) VALUES (1, b'111');
