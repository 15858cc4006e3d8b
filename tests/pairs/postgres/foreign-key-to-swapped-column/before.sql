CREATE SCHEMA shop;
CREATE TABLE shop.p (a date, b integer CONSTRAINT p_pkey PRIMARY KEY);
CREATE TABLE shop.c (x integer);
