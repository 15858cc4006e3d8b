CREATE SCHEMA shop;

CREATE TABLE shop.t (id integer CONSTRAINT t_pkey PRIMARY KEY, a text, b integer NOT NULL, c date);
INSERT INTO shop.t VALUES (1, 'a', 2, '2024-02-29');
