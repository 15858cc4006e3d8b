CREATE SCHEMA shop;

CREATE TABLE shop.t (id integer NOT NULL, a integer NOT NULL);
CREATE TABLE shop.u (id integer NOT NULL, a integer NOT NULL);
INSERT INTO shop.t VALUES (1, 1), (2, 1);
