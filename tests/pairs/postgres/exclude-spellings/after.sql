CREATE SCHEMA shop;
CREATE TABLE shop.a (id integer, name varchar(20), during tsrange,
    CONSTRAINT c1 EXCLUDE USING gist (during range_ops WITH OPERATOR(pg_catalog.&&)) WHERE (name IN ('a', 'b')),
    CONSTRAINT c2 EXCLUDE USING btree (lower(name) WITH OPERATOR(pg_catalog.=), (id) ASC NULLS LAST WITH =));
