CREATE TABLE items (id int NOT NULL PRIMARY KEY, a int NULL, b varchar(20) NULL);
CREATE VIEW v AS SELECT upper(b) AS u, concat(b, 'it''s') AS c, CASE WHEN a > 1 THEN 'big' ELSE 'small' END AS size FROM items ORDER BY 1 LIMIT 10;
