CREATE TABLE items (
    id int NOT NULL PRIMARY KEY,
    a int NULL
);
INSERT INTO items VALUES (1, 10), (15, 20);
