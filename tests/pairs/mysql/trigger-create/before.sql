CREATE TABLE items (id int NOT NULL PRIMARY KEY, a int NULL, b varchar(20) NULL);
INSERT INTO items VALUES (1, 10, 'x');
