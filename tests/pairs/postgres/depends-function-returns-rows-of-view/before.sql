CREATE TABLE base (id integer PRIMARY KEY, a text, b text);
CREATE VIEW v AS SELECT id, a FROM base;
CREATE FUNCTION rows_of_v() RETURNS SETOF v LANGUAGE sql STABLE AS 'SELECT * FROM v';
CREATE FUNCTION is_in(r v) RETURNS boolean LANGUAGE sql AS 'SELECT r.id > 0';
CREATE VIEW w AS SELECT r.id FROM rows_of_v() AS r;
COMMENT ON FUNCTION is_in(v) IS 'of a row';
