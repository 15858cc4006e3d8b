CREATE SCHEMA shop;
CREATE TABLE shop.a (id integer CONSTRAINT first_pkey PRIMARY KEY);
CREATE TABLE shop.b (id integer CONSTRAINT second_pkey PRIMARY KEY);
INSERT INTO shop.a VALUES (1);
INSERT INTO shop.b VALUES (1), (2);
