CREATE SCHEMA shop;

CREATE TABLE shop.t (id integer PRIMARY KEY, a text COLLATE "C", b text, c character varying(10) COLLATE "C" DEFAULT 'x' NOT NULL);
CREATE INDEX t_a_idx ON shop.t (a);
INSERT INTO shop.t VALUES (1, 'a', 'b', 'c');
