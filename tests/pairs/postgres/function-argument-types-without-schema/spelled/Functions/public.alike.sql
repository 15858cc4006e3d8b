CREATE FUNCTION public.alike(orders, citext) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
