CREATE FUNCTION g(orders, path public.path) RETURNS int LANGUAGE sql AS 'SELECT 1';
