CREATE SCHEMA shop;
CREATE TABLE shop.p (id integer NOT NULL, note text, CONSTRAINT p_pkey PRIMARY KEY (id) INCLUDE (note));
CREATE TABLE shop.c (p_id integer REFERENCES shop.p (id));
