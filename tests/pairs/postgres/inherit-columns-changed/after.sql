CREATE SCHEMA shop;
CREATE TABLE shop.p (id bigint NOT NULL, label text DEFAULT 'y', more int DEFAULT 3 NOT NULL);
CREATE TABLE shop.c (extra bigint) INHERITS (shop.p);
CREATE TABLE shop.e (label text) INHERITS (shop.c);
