CREATE SCHEMA shop;
CREATE TYPE shop.a AS (id int, name text);
CREATE TYPE shop.b AS (id int, name text);
CREATE TABLE shop.t OF shop.b (name WITH OPTIONS NOT NULL);
