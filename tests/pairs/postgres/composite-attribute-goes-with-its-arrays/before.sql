CREATE TYPE addr AS (street text, zip varchar(10), city text COLLATE "C");
CREATE TABLE t (id int primary key, a addr, b addr[]);
CREATE FUNCTION f(a addr) RETURNS text LANGUAGE sql AS $$ SELECT a.city $$;
COMMENT ON COLUMN addr.city IS 'town';
