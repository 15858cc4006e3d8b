CREATE SCHEMA shop;
CREATE TYPE shop.person AS (id integer, name text, born date);

CREATE TABLE shop.people OF shop.person (id WITH OPTIONS NOT NULL, PRIMARY KEY (id), name WITH OPTIONS DEFAULT 'x', CHECK (born > '1900-01-01'));
CREATE TABLE shop.plain OF shop.person;
CREATE INDEX people_name ON shop.people (name);
