CREATE SCHEMA shop;

CREATE TABLE shop.t (id integer PRIMARY KEY, a text, b text COLLATE "C", c character varying(10) COLLATE "POSIX" DEFAULT 'x' NOT NULL);
CREATE INDEX t_a_idx ON shop.t (a);
INSERT INTO shop.t VALUES (1, 'a', 'b', 'c');
