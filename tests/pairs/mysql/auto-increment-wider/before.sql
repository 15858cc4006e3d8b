CREATE TABLE items (
    id int NOT NULL AUTO_INCREMENT PRIMARY KEY,
    a int NULL
);
INSERT INTO items (a) VALUES (1), (2);
