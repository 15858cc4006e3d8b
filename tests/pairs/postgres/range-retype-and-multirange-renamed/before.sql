CREATE TYPE fr AS RANGE (subtype = float8, subtype_diff = float8mi, multirange_type_name = fmr);
CREATE TABLE t (id int, r fr, m fmr, EXCLUDE USING gist (r WITH &&));
CREATE FUNCTION f(fr) RETURNS float8 LANGUAGE sql AS 'SELECT lower($1)';
CREATE VIEW v AS SELECT lower(r) AS l FROM t;
