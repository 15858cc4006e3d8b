CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    c bit(3) NULL,
    note varchar(20) NULL
);
INSERT INTO items (id, c) VALUES (1, b'101'), (2, NULL);
