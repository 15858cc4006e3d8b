CREATE SCHEMA shop;
CREATE TABLE shop.night (id integer CONSTRAINT day_pkey PRIMARY KEY, sun text);
CREATE TABLE shop.day (id integer CONSTRAINT night_pkey PRIMARY KEY, moon text);
