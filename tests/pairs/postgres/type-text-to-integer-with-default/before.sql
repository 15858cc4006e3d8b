CREATE SCHEMA shop;

CREATE TABLE shop.t (id integer PRIMARY KEY, n character varying(10) DEFAULT '5' NOT NULL);
INSERT INTO shop.t VALUES (1, '12');
