CREATE SCHEMA shop;
CREATE TABLE shop.t (id integer PRIMARY KEY, a integer, b integer);

CREATE INDEX i_one ON shop.t (a);
CREATE INDEX i_two ON shop.t (b);
