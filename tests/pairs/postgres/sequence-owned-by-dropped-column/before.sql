CREATE SCHEMA shop;
CREATE SEQUENCE shop.s;

CREATE TABLE shop.t (id integer PRIMARY KEY, n bigint DEFAULT nextval('shop.s'));
ALTER SEQUENCE shop.s OWNED BY shop.t.n;
INSERT INTO shop.t VALUES (1), (2), (3);
