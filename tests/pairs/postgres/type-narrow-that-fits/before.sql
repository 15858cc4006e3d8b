CREATE SCHEMA shop;

CREATE TABLE shop.t (id bigint PRIMARY KEY, a character varying(50), b text, c numeric(12,4), d bigint, e timestamp without time zone, f double precision);
INSERT INTO shop.t VALUES (1, 'a', 'b', 1.5, 7, '2024-01-01 12:00:00', 1.5);
