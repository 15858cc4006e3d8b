CREATE SCHEMA shop;

CREATE TABLE shop.events (id bigint NOT NULL, day integer NOT NULL, note text) PARTITION BY RANGE (day);
CREATE TABLE shop.events_1 PARTITION OF shop.events FOR VALUES FROM (1) TO (10);
CREATE TABLE shop.events_2 PARTITION OF shop.events FOR VALUES FROM (10) TO (20) PARTITION BY LIST (id);
CREATE TABLE shop.events_2_even PARTITION OF shop.events_2 FOR VALUES IN (10, 12, 14, 16, 18);
CREATE TABLE shop.events_2_rest PARTITION OF shop.events_2 DEFAULT;
INSERT INTO shop.events SELECT n, n, 'n' FROM generate_series(1, 19) AS n;
