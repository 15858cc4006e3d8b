CREATE SCHEMA shop;
CREATE TABLE shop.t (id int NOT NULL, k int NOT NULL, parent int, parent_k int, PRIMARY KEY (id, k), FOREIGN KEY (parent, parent_k) REFERENCES shop.t (id, k)) PARTITION BY RANGE (k);
CREATE TABLE shop.t_1 PARTITION OF shop.t FOR VALUES FROM (0) TO (10);
CREATE TABLE shop.t_2 PARTITION OF shop.t FOR VALUES FROM (10) TO (20);
