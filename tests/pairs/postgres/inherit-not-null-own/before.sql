CREATE SCHEMA shop;
CREATE TABLE shop.note (id integer NOT NULL, kind integer NOT NULL, body text NOT NULL, rank integer NOT NULL);
CREATE TABLE shop.own (body text, CHECK (kind = 1)) INHERITS (shop.note);
CREATE TABLE shop.said (PRIMARY KEY (id)) INHERITS (shop.note);
CREATE TABLE shop.goes (LIKE shop.note) INHERITS (shop.note);
INSERT INTO shop.note VALUES (1, 2, 'three', 4);
INSERT INTO shop.own VALUES (1, 1, 'three', 4);
INSERT INTO shop.said VALUES (1, 2, 'three', 4);
