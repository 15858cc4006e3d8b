CREATE SCHEMA shop;
CREATE TABLE shop.t (a int NOT NULL, b varchar(50), c date, d int) PARTITION BY LIST (a);
CREATE TABLE shop.t_1 (c date, a int NOT NULL, b varchar(50), d int);
ALTER TABLE shop.t ATTACH PARTITION shop.t_1 FOR VALUES IN (1);
CREATE TABLE shop.t_2 (d int, c date, a int NOT NULL, b varchar(50));
ALTER TABLE shop.t ATTACH PARTITION shop.t_2 FOR VALUES IN (2);
