CREATE SCHEMA shop;
CREATE TABLE shop.t (id integer PRIMARY KEY, a integer NOT NULL, kept serial);
INSERT INTO shop.t VALUES (1, 5), (2, 15);
