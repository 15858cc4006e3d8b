CREATE FUNCTION old_way() RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE TABLE t (id integer DEFAULT old_way(), CONSTRAINT c CHECK (id <> old_way()));
CREATE VIEW v AS SELECT id, old_way() AS way FROM t;
