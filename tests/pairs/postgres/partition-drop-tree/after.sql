CREATE SCHEMA shop;
CREATE TABLE shop.stays (id int);
