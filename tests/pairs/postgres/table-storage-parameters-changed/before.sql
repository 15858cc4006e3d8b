CREATE SCHEMA shop;

CREATE TABLE shop.t (id integer PRIMARY KEY) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05, parallel_workers = 2);
