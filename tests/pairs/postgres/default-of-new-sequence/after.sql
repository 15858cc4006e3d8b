CREATE SCHEMA shop;

CREATE SEQUENCE shop.a_late_one START WITH 50;
CREATE TABLE shop.t (id integer DEFAULT nextval('shop.a_late_one') NOT NULL CONSTRAINT t_pkey PRIMARY KEY);
INSERT INTO shop.t VALUES (1);
