CREATE FUNCTION same("Positive", "Positive") RETURNS bool LANGUAGE sql AS 'SELECT $1::integer = $2::integer';
