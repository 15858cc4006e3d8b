CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    a int NULL,
    b varchar(20) NULL,
    c int NULL
);
INSERT INTO items (id, a, b) VALUES (1, 10, 'x'), (2, NULL, 'y'), (3, 30, NULL);
