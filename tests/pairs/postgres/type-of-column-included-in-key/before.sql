CREATE SCHEMA shop;
CREATE TABLE shop.p (id integer CONSTRAINT p_pkey PRIMARY KEY, note smallint);
ALTER TABLE shop.p DROP CONSTRAINT p_pkey, ADD CONSTRAINT p_pkey PRIMARY KEY (id) INCLUDE (note);
CREATE TABLE shop.c (p_id integer REFERENCES shop.p (id));
INSERT INTO shop.p VALUES (1, 7); INSERT INTO shop.c VALUES (1);
