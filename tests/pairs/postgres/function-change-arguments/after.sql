CREATE FUNCTION f(b integer) RETURNS integer LANGUAGE sql AS 'SELECT b + 1';
