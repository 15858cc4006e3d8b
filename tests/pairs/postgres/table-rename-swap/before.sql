CREATE SCHEMA shop;
CREATE TABLE shop.day (id integer CONSTRAINT day_pkey PRIMARY KEY, sun text);
CREATE TABLE shop.night (id integer CONSTRAINT night_pkey PRIMARY KEY, moon text);
INSERT INTO shop.day VALUES (1, 'sun'), (2, 'sun');
INSERT INTO shop.night VALUES (1, 'moon');
