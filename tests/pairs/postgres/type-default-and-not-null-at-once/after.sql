CREATE SCHEMA shop;

CREATE TABLE shop.t (id integer PRIMARY KEY, a text DEFAULT 'none' NOT NULL, b bigint DEFAULT 42 NOT NULL, c numeric(20,3) DEFAULT 1.5 NOT NULL);
