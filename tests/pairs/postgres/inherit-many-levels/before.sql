CREATE SCHEMA shop;
CREATE TABLE shop.p (id int NOT NULL, name text DEFAULT 'x', CONSTRAINT name_short CHECK (length(name) < 10));

CREATE TABLE shop.a () INHERITS (shop.p);
CREATE TABLE shop.b () INHERITS (shop.p);
CREATE TABLE shop.ab (own int) INHERITS (shop.a, shop.b);
INSERT INTO shop.ab VALUES (1, 'n', 3);
