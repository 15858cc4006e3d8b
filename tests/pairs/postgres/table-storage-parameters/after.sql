CREATE SCHEMA shop;

CREATE TABLE shop.t (id integer PRIMARY KEY, note text) WITH (fillfactor = 70, autovacuum_enabled = false);
INSERT INTO shop.t VALUES (1, 'x');
