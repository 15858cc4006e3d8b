CREATE SCHEMA shop;

CREATE TABLE shop.t (id integer PRIMARY KEY, a integer, g integer GENERATED ALWAYS AS (a * 10) STORED NOT NULL);
CREATE INDEX t_g_idx ON shop.t (g);
COMMENT ON COLUMN shop.t.g IS 'computed';
INSERT INTO shop.t (id, a) VALUES (1, 5);
