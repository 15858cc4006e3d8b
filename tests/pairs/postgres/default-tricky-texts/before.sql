CREATE SCHEMA shop;
CREATE SEQUENCE shop.numbers;
CREATE SEQUENCE shop."Odd, numbers";

CREATE TABLE shop.t (
    id integer PRIMARY KEY, a character varying, b character varying(5), c integer, d numeric, e integer[], f text[], g jsonb, h json,
    i interval, j bigint, k bigint, l text, m text, n bytea, o bit(3), p int4range, q date, r timestamp with time zone, s text,
    t double precision, u bigint, v boolean, w text, x character(3), y text, z uuid, aa text, ab integer, ac text[], ad time
);
