CREATE TYPE addr AS (street text, zip varchar(5));
CREATE TABLE t (id int primary key);
CREATE FUNCTION f(a addr) RETURNS text LANGUAGE sql AS $$ SELECT a.street $$;
