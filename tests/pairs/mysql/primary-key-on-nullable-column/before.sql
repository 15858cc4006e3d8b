CREATE TABLE items (id int NULL, a int NULL);
INSERT INTO items VALUES (1, 10), (2, 20);
