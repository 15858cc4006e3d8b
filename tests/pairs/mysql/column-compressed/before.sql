CREATE TABLE items (id int NOT NULL PRIMARY KEY, t text NULL);
INSERT INTO items VALUES (1, 'x');
