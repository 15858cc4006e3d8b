CREATE SCHEMA shop;

CREATE TABLE shop.t (id integer PRIMARY KEY, a integer, b text, c jsonb, d character(8), e text, f timestamp without time zone, g double precision, h boolean, i date);
