CREATE SCHEMA shop;
CREATE TYPE shop.pair AS (a integer, b integer);
CREATE FUNCTION shop.whole(shop.pair) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT ($1).a';
CREATE FUNCTION shop."Long"(shop.pair, integer, boolean) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT ($1).a::bigint';
CREATE CAST (shop.pair AS integer) WITH FUNCTION shop.whole(shop.pair) AS ASSIGNMENT;
CREATE CAST (shop.pair AS bigint) WITH FUNCTION shop."Long"(shop.pair, integer, boolean);
CREATE CAST (varchar AS shop.pair) WITH INOUT AS IMPLICIT;
