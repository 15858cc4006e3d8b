CREATE FUNCTION z(a integer) RETURNS integer LANGUAGE sql AS 'SELECT a';
CREATE FUNCTION a(a integer) RETURNS integer LANGUAGE sql AS 'SELECT public.z($1)';
