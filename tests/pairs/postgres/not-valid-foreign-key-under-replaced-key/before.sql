CREATE SCHEMA shop;
CREATE TABLE shop.p (id integer CONSTRAINT p_pkey PRIMARY KEY, x integer);
CREATE TABLE shop.c (p_id integer);
INSERT INTO shop.c VALUES (99);
ALTER TABLE shop.c ADD CONSTRAINT c_fk FOREIGN KEY (p_id) REFERENCES shop.p (id) NOT VALID;
