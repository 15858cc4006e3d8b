CREATE SCHEMA shop;

CREATE TABLE shop.person (id integer CONSTRAINT person_pkey PRIMARY KEY, name text, city text, zip text);
CREATE UNIQUE INDEX person_name_idx ON shop.person (name, city);
INSERT INTO shop.person VALUES (1, 'Ada', 'X', '1'), (2, 'Bob', 'Y', '2');
