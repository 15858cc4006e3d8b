CREATE TABLE line (id int, what text, more date);
CREATE TYPE doc AS (head text, lines line[], first line);
CREATE TABLE t (d doc);
CREATE TABLE u (l line);
CREATE FUNCTION f(l line) RETURNS doc LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
