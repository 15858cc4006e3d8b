CREATE SCHEMA shop;

CREATE TABLE shop.t (id integer PRIMARY KEY) WITH (fillfactor = 90, autovacuum_vacuum_scale_factor = 0.01, autovacuum_analyze_threshold = 100);
