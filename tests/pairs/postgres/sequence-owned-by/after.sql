CREATE SCHEMA shop;
CREATE TABLE shop.t (id integer PRIMARY KEY, other integer);
CREATE SEQUENCE shop.s;
CREATE SEQUENCE shop.moved OWNED BY shop.t.id;

ALTER SEQUENCE shop.s OWNED BY shop.t.id;
ALTER SEQUENCE shop.moved OWNED BY shop.t.other;
