CREATE TABLE items (id int NOT NULL PRIMARY KEY, a int NULL, b varchar(20) NULL);
CREATE TABLE zoo (id int NOT NULL PRIMARY KEY);
CREATE VIEW v AS SELECT z.id FROM zoo z JOIN items i ON i.id = z.id;
