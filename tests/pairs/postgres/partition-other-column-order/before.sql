CREATE SCHEMA shop;
CREATE TABLE shop.t (a int NOT NULL, b text, c date) PARTITION BY LIST (a);
CREATE TABLE shop.t_1 (c date, gone int, a int NOT NULL, b text);
ALTER TABLE shop.t_1 DROP COLUMN gone;
ALTER TABLE shop.t ATTACH PARTITION shop.t_1 FOR VALUES IN (1);
INSERT INTO shop.t VALUES (1, 'x', '2024-01-01');
