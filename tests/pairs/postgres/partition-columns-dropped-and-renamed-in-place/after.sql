CREATE SCHEMA shop;
CREATE TABLE shop.t (id int NOT NULL, k int NOT NULL, w text) PARTITION BY LIST (k);
CREATE TABLE shop.t_1 PARTITION OF shop.t FOR VALUES IN (1);
CREATE INDEX t_v ON shop.t (w, k);
ALTER TABLE shop.t_1 ADD CONSTRAINT own CHECK (length(w) < 50);
CREATE INDEX own_w ON shop.t_1 (w);
