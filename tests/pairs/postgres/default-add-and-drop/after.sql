CREATE SCHEMA shop;

CREATE TABLE shop.t (id integer PRIMARY KEY, a integer DEFAULT 5, b text DEFAULT 'none' NOT NULL);
INSERT INTO shop.t VALUES (1, NULL, 'x');
