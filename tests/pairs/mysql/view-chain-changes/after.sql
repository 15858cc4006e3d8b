CREATE TABLE items (id int NOT NULL PRIMARY KEY, a int NULL, b varchar(20) NULL);
CREATE VIEW z AS SELECT id, a, b FROM items;
CREATE VIEW a AS SELECT id, b FROM z;
