CREATE SCHEMA shop;

CREATE TABLE shop.t (id integer NOT NULL, a integer NOT NULL, b integer NOT NULL, CONSTRAINT t_pkey PRIMARY KEY (a, b));
CREATE TABLE shop.u (a integer NOT NULL, b integer NOT NULL, CONSTRAINT u_pkey PRIMARY KEY (b, a));
INSERT INTO shop.t VALUES (1, 2, 3);
INSERT INTO shop.u VALUES (1, 2);
