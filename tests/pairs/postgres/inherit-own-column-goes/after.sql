CREATE SCHEMA shop;
CREATE TABLE shop.p (id integer);
CREATE TABLE shop.c (extra integer) INHERITS (shop.p);
CREATE TABLE shop.e () INHERITS (shop.c);
