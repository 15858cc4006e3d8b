CREATE TYPE addr AS (street text, zip text, country char(2));
CREATE TABLE t (id int PRIMARY KEY, a addr, CHECK ((a).zip > '0'));
CREATE INDEX t_zip ON t (((a).zip));
CREATE VIEW v AS SELECT (a).street, (a).zip, (a).country FROM t;
CREATE FUNCTION f(a addr) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT a.zip';
