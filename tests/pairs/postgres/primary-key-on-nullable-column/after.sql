CREATE SCHEMA shop;

CREATE TABLE shop.t (id integer NOT NULL, a text, CONSTRAINT t_pkey PRIMARY KEY (id));
