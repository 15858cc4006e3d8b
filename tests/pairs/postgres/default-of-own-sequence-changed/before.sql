CREATE SCHEMA shop;
CREATE SEQUENCE shop.one;
CREATE SEQUENCE shop.two START WITH 1000;

CREATE TABLE shop.t (id integer DEFAULT nextval('shop.one') PRIMARY KEY, n integer);
INSERT INTO shop.t (n) VALUES (1), (2);
