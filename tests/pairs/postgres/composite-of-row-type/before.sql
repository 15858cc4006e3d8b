CREATE TABLE line (id int, what text);
CREATE TYPE doc AS (head text, lines line[]);
CREATE TABLE t (d doc);
CREATE FUNCTION f(l line) RETURNS doc LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
