CREATE SCHEMA shop;
CREATE TABLE shop.p (id integer CONSTRAINT p_pkey PRIMARY KEY, x integer);
CREATE TABLE shop.c (p_id integer CONSTRAINT old_fk REFERENCES shop.p (id));
