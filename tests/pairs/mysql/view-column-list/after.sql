CREATE TABLE items (id int NOT NULL PRIMARY KEY, a int NULL, b varchar(20) NULL);
CREATE VIEW v (x, y) AS SELECT id, a FROM items;
