CREATE SCHEMA shop;
CREATE TABLE shop.parent (id integer PRIMARY KEY);

CREATE TABLE shop.a (id integer PRIMARY KEY, p integer, n integer CONSTRAINT positive CHECK (n > 0));
CREATE TABLE shop.b (id integer PRIMARY KEY, p integer, n integer CONSTRAINT positive CHECK (n > 0));
INSERT INTO shop.a VALUES (1, NULL, 50);
INSERT INTO shop.b VALUES (1, NULL, 50);
