CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    a int NULL,
    c bigint NULL
);
INSERT INTO items VALUES (1, 10, 20);
