CREATE SCHEMA shop;

CREATE TABLE shop.t (id integer PRIMARY KEY, a character varying(5), b character varying(20), c numeric(6,2), d smallint, e timestamp(0) without time zone, f real);
