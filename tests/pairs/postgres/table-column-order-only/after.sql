CREATE SCHEMA shop;

CREATE TABLE shop.t (c date, b integer NOT NULL, id integer CONSTRAINT t_pkey PRIMARY KEY, a text);
