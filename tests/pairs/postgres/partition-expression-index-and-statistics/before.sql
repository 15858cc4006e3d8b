CREATE SCHEMA shop;
CREATE TABLE shop.t (id int, name text, k int) PARTITION BY LIST (k);
CREATE TABLE shop.t_1 PARTITION OF shop.t FOR VALUES IN (1);
CREATE INDEX t_lower ON shop.t (lower(name), (id + 1)) WHERE id > 0;
