CREATE SCHEMA shop;
CREATE TABLE shop.t (id integer PRIMARY KEY, a integer, b integer);

CREATE INDEX i_one ON shop.t (b);
CREATE INDEX i_two ON shop.t (a);
