CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c binary(16) NOT NULL,
    note varchar(20) NULL
);
INSERT INTO items (id, c) VALUES (1, '0123456789abcdef');
