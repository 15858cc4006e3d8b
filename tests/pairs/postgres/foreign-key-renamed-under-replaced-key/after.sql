CREATE SCHEMA shop;
CREATE TABLE shop.p (id integer NOT NULL, x integer, CONSTRAINT p_pkey PRIMARY KEY (id) INCLUDE (x));
CREATE TABLE shop.c (p_id integer CONSTRAINT new_fk REFERENCES shop.p (id));
