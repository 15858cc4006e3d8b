CREATE TABLE base (id integer PRIMARY KEY, a text, b text);
CREATE VIEW t AS SELECT id, a FROM base;
CREATE VIEW v AS SELECT t.id, t.a FROM t;
CREATE FUNCTION rows_of_v() RETURNS SETOF v LANGUAGE sql AS 'SELECT * FROM v';
