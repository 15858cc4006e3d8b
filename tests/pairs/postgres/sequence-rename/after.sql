CREATE SCHEMA shop;

CREATE SEQUENCE shop.order_numbers START WITH 5;
CREATE TABLE shop.t (id integer DEFAULT nextval('shop.order_numbers') PRIMARY KEY);
