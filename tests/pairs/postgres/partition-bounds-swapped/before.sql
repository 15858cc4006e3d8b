CREATE SCHEMA shop;
CREATE TABLE shop.c (id int, country text) PARTITION BY LIST (country);
CREATE TABLE shop.c_a PARTITION OF shop.c FOR VALUES IN ('de', 'at');
CREATE TABLE shop.c_b PARTITION OF shop.c FOR VALUES IN ('fr');
CREATE TABLE shop.c_rest PARTITION OF shop.c DEFAULT;
