CREATE FUNCTION better(text, int) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT length($1) < $2 $$;
CREATE DOMAIN d AS text CONSTRAINT c CHECK (better(VALUE, 5));
CREATE TABLE t (d d);
