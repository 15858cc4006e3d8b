CREATE SCHEMA shop;
CREATE TABLE shop.p (id bigint NOT NULL, name varchar(20) DEFAULT 'y' NOT NULL, added date DEFAULT '2024-01-01' NOT NULL);
CREATE TABLE shop.a (of_a int) INHERITS (shop.p);
CREATE TABLE shop.b () INHERITS (shop.p);
CREATE TABLE shop.ab (own int) INHERITS (shop.a, shop.b);
