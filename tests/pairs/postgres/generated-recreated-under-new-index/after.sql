CREATE SCHEMA shop;
CREATE TABLE shop.t (a text, g numeric GENERATED ALWAYS AS (a::numeric * 3) STORED);
CREATE INDEX t_g_idx ON shop.t (g);
