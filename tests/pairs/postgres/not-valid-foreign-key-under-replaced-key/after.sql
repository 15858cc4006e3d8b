CREATE SCHEMA shop;
CREATE TABLE shop.p (id integer NOT NULL, x integer, CONSTRAINT p_pkey PRIMARY KEY (id) INCLUDE (x));
CREATE TABLE shop.c (p_id integer);
ALTER TABLE shop.c ADD CONSTRAINT c_fk FOREIGN KEY (p_id) REFERENCES shop.p (id) NOT VALID;
