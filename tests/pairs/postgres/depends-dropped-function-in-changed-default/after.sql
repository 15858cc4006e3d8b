CREATE FUNCTION new_way() RETURNS integer LANGUAGE sql AS 'SELECT 2';
CREATE TABLE t (id integer DEFAULT new_way(), CONSTRAINT c CHECK (id <> new_way()));
CREATE VIEW v AS SELECT id, new_way() AS way FROM t;
