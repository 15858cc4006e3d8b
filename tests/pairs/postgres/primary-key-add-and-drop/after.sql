CREATE SCHEMA shop;

CREATE TABLE shop.t (id integer NOT NULL, a integer NOT NULL, CONSTRAINT t_pkey PRIMARY KEY (id));
CREATE TABLE shop.u (id integer NOT NULL, a integer NOT NULL, CONSTRAINT u_key PRIMARY KEY (a, id));
INSERT INTO shop.t VALUES (1, 1), (2, 1);
