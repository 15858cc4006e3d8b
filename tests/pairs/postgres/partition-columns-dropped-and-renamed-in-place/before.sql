CREATE SCHEMA shop;
CREATE TABLE shop.t (gone int, id int NOT NULL, k int NOT NULL, v text) PARTITION BY LIST (k);
ALTER TABLE shop.t DROP COLUMN gone;
CREATE TABLE shop.t_1 PARTITION OF shop.t FOR VALUES IN (1);
CREATE INDEX t_v ON shop.t (v, k);
ALTER TABLE shop.t_1 ADD CONSTRAINT own CHECK (length(v) < 100);
