CREATE SCHEMA shop;
CREATE SEQUENCE shop.one;
CREATE SEQUENCE shop.two START WITH 1000;

CREATE TABLE shop.t (id integer DEFAULT nextval('shop.two') PRIMARY KEY, n integer);
