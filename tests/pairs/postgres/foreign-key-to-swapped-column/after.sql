CREATE SCHEMA shop;
CREATE TABLE shop.p (b date, a integer CONSTRAINT p_pkey PRIMARY KEY);
CREATE TABLE shop.c (x integer, p integer CONSTRAINT c_fk REFERENCES shop.p (a));
