CREATE SCHEMA shop;
CREATE TYPE shop.person AS (id integer, name text, born date);

CREATE TABLE shop.people OF shop.person PARTITION BY RANGE (id);
CREATE TABLE shop.people_1 PARTITION OF shop.people FOR VALUES FROM (1) TO (100);
