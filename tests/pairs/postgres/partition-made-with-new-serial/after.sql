CREATE SCHEMA shop;
CREATE TABLE shop.t (id serial, a integer NOT NULL, kept serial, fresh bigserial, note text) PARTITION BY RANGE (a);
CREATE TABLE shop.t_1 PARTITION OF shop.t FOR VALUES FROM (0) TO (10);
CREATE TABLE shop.t_2 PARTITION OF shop.t FOR VALUES FROM (10) TO (20);
INSERT INTO shop.t (id, a) VALUES (1, 5), (2, 15);
