CREATE SCHEMA shop;
CREATE TABLE shop.p (id int NOT NULL PRIMARY KEY, name varchar(30) DEFAULT 'x', CONSTRAINT name_short CHECK (length(name) < 10));
CREATE TABLE shop.c (extra int, UNIQUE (id), UNIQUE (extra)) INHERITS (shop.p);
CREATE TABLE shop.r (c_id int REFERENCES shop.c (id));
CREATE VIEW shop.v AS SELECT * FROM shop.p;
CREATE VIEW shop.w AS SELECT name, extra FROM shop.c;
