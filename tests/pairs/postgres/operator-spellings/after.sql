CREATE SCHEMA shop;
CREATE TYPE shop.pair AS (a integer, b integer);
CREATE FUNCTION shop.same(shop.pair, shop.pair) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT ($1).a = ($2).a';
CREATE FUNCTION shop.other(shop.pair, shop.pair) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT ($1).a <> ($2).a';
CREATE FUNCTION shop.half(shop.pair) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT ($1).a';
CREATE OPERATOR shop.=== (FUNCTION = shop.same, LEFTARG = shop.pair, RIGHTARG = shop.pair, COMMUTATOR = OPERATOR(shop.===), NEGATOR = OPERATOR(shop.!==),
    RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES);
CREATE OPERATOR shop.!== (FUNCTION = shop.other, LEFTARG = shop.pair, RIGHTARG = shop.pair, COMMUTATOR = OPERATOR(shop.!==), NEGATOR = OPERATOR(shop.===));
CREATE OPERATOR shop.|> (FUNCTION = shop.half, RIGHTARG = shop.pair);
