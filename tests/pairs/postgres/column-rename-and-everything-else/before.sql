CREATE SCHEMA shop;

CREATE TABLE shop.t (id integer PRIMARY KEY, old_name character varying(10) DEFAULT '5');
COMMENT ON COLUMN shop.t.old_name IS 'old';
INSERT INTO shop.t VALUES (1, '12'), (2, '7');
