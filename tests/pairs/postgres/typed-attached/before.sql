CREATE SCHEMA shop;
CREATE TYPE shop.person AS (id integer, name text, born date);

CREATE TABLE shop.people (id integer PRIMARY KEY, name text, born date);
CREATE TABLE shop.others OF shop.person;
INSERT INTO shop.people VALUES (1, 'a', '2000-01-01');
