CREATE SCHEMA shop;
CREATE TABLE shop.base (id integer PRIMARY KEY, total integer);
CREATE TABLE shop.totals (id integer NOT NULL, total integer);
CREATE UNIQUE INDEX totals_id ON shop.totals (id);
CREATE VIEW shop.top AS SELECT id FROM shop.totals WHERE total > 100;
