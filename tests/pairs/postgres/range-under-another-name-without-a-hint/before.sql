CREATE TYPE fr AS RANGE (subtype = float8, multirange_type_name = fmr);
CREATE TABLE t (id integer PRIMARY KEY, a fr, b fmr);
CREATE FUNCTION f(x fmr) RETURNS fr LANGUAGE sql IMMUTABLE AS $$ SELECT range_merge(x) $$;
INSERT INTO t VALUES (1, '[1,2]', '{[1,2]}');
