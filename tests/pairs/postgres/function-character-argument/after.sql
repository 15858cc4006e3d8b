CREATE FUNCTION f(a char, b bit, c char(3)[]) RETURNS integer LANGUAGE sql AS 'SELECT 2';
CREATE FUNCTION g(a character varying(5)) RETURNS char LANGUAGE sql AS 'SELECT ''x''::char';
