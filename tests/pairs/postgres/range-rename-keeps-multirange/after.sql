CREATE TYPE fr2 AS RANGE (subtype = float8, multirange_type_name = fmr);
CREATE TABLE t (id integer PRIMARY KEY, a fr2, b fmr);
CREATE FUNCTION f(x fmr) RETURNS fr2 LANGUAGE sql IMMUTABLE AS $$ SELECT range_merge(x) $$;
