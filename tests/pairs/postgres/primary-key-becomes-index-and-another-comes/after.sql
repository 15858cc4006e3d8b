CREATE SCHEMA shop;
CREATE TABLE shop.t (a integer NOT NULL, b integer CONSTRAINT j PRIMARY KEY);
CREATE INDEX k ON shop.t (a);
