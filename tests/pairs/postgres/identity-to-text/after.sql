CREATE SCHEMA shop;
CREATE TABLE shop.t (a text DEFAULT '0', b integer);
