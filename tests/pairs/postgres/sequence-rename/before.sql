CREATE SCHEMA shop;

CREATE SEQUENCE shop.numbers START WITH 5;
CREATE TABLE shop.t (id integer DEFAULT nextval('shop.numbers') PRIMARY KEY);
