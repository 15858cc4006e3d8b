CREATE SCHEMA shop;

CREATE TABLE shop.a (id integer, x integer, CONSTRAINT a_pkey PRIMARY KEY (id) INCLUDE (x));
CREATE TABLE shop.b (id integer, CONSTRAINT b_pkey PRIMARY KEY (id) DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE shop.c (id integer, CONSTRAINT c_pkey PRIMARY KEY (id) WITH (fillfactor = 60));
INSERT INTO shop.a VALUES (1, 1);
