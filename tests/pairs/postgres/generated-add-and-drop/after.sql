CREATE SCHEMA shop;

CREATE TABLE shop.t (
    id integer PRIMARY KEY, first text, last text, net numeric(10,2),
    full_name text GENERATED ALWAYS AS ((first || ' '::text) || last) STORED,
    gross numeric(10,2) GENERATED ALWAYS AS (net * 1.19) STORED NOT NULL
);
CREATE INDEX t_full_idx ON shop.t (full_name);
INSERT INTO shop.t VALUES (1, 'Ada', 'L', 100);
