CREATE TABLE items (id int NOT NULL PRIMARY KEY, a int NULL, b varchar(20) NULL);
CREATE VIEW v AS SELECT id, a, b FROM items WHERE a > 1;
