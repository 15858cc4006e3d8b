CREATE SCHEMA shop;
CREATE TABLE shop.kept (id integer PRIMARY KEY);

CREATE TABLE shop.t (
    a "char", b bpchar, c bit(3), d bit varying, e bytea, f money, g uuid, h cidr, i macaddr, j point, k int4range,
    l tstzrange, m tsvector, n xml, o interval day to second(3), p time(3) with time zone, q name, r oid, s numeric(20),
    t integer[][], u jsonb, v text[], w datemultirange, x regclass, y pg_lsn, z interval year
);
