CREATE SCHEMA shop;
CREATE TYPE shop.person AS (id integer, name text, born date);

CREATE TABLE shop.people OF shop.person (id WITH OPTIONS PRIMARY KEY);
CREATE TABLE shop.others (id integer NOT NULL, name text, born date, more int);
