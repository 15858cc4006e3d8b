CREATE TABLE other (id integer);
CREATE TABLE t (id integer, a text);
CREATE FUNCTION is_valid(r t) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT r.id > 0';
CREATE FUNCTION label(r t) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT r.a || r.id';
ALTER TABLE t ADD CONSTRAINT valid CHECK (is_valid(t.*));
CREATE INDEX t_label ON t (label(t.*));
CREATE VIEW labels AS SELECT label(t.*) AS label FROM t;
