CREATE SCHEMA shop;
CREATE TABLE shop.b (id integer CONSTRAINT first_pkey PRIMARY KEY);
CREATE TABLE shop.c (id integer CONSTRAINT second_pkey PRIMARY KEY);
