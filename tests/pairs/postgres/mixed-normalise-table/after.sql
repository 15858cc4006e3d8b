CREATE SCHEMA shop;

CREATE TABLE shop.city (id integer GENERATED ALWAYS AS IDENTITY CONSTRAINT city_pkey PRIMARY KEY, name text NOT NULL, zip text, CONSTRAINT city_key UNIQUE (name, zip));
CREATE TABLE shop.human (id integer CONSTRAINT person_pkey PRIMARY KEY, full_name text, city_id integer CONSTRAINT human_city_fk REFERENCES shop.city (id));
CREATE UNIQUE INDEX human_name_idx ON shop.human (full_name, city_id);
