CREATE SCHEMA shop;
CREATE TYPE shop.mood AS ENUM ('sad', 'glad');
CREATE TABLE shop.orders (id integer PRIMARY KEY, total numeric);
CREATE FUNCTION shop.f(a integer, b text DEFAULT 'x', VARIADIC c integer[] DEFAULT '{}') RETURNS SETOF shop.orders LANGUAGE sql STABLE STRICT SECURITY DEFINER SET search_path TO 'shop', 'pg_temp' COST 10 ROWS 5 AS $$SELECT * FROM shop.orders$$;
CREATE FUNCTION shop.parsed(a integer) RETURNS numeric LANGUAGE sql BEGIN ATOMIC SELECT total FROM shop.orders WHERE id = a; END;
CREATE PROCEDURE shop.p(INOUT x integer, m shop.mood) LANGUAGE plpgsql AS $$BEGIN x := x + 1; END$$;
