CREATE SCHEMA shop;
CREATE TABLE shop.base (id integer PRIMARY KEY, total integer);
CREATE MATERIALIZED VIEW shop.totals AS SELECT id, total FROM shop.base;
CREATE UNIQUE INDEX totals_id ON shop.totals (id);
CREATE VIEW shop.top AS SELECT id FROM shop.totals WHERE total > 100;
INSERT INTO shop.base VALUES (1, 200), (2, 5);
