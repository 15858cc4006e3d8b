CREATE SCHEMA shop;
CREATE TABLE shop.other (id int);
