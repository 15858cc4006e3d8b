CREATE TABLE items (id int NOT NULL PRIMARY KEY, a int NULL, b varchar(20) NULL);
CREATE VIEW v AS WITH t AS (SELECT id, a FROM items) SELECT id, sum(a) OVER (ORDER BY id) AS s FROM t;
