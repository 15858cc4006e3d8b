CREATE SCHEMA shop;

CREATE TABLE shop.t (id integer PRIMARY KEY, net numeric, gross numeric GENERATED ALWAYS AS (net * 1.19) STORED);
