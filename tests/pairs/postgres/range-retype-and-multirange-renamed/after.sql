CREATE TYPE fr AS RANGE (subtype = numeric, multirange_type_name = fmr2);
CREATE TABLE t (id int, r fr, m fmr2, EXCLUDE USING gist (r WITH &&));
CREATE FUNCTION f(fr) RETURNS numeric LANGUAGE sql AS 'SELECT lower($1)';
CREATE VIEW v AS SELECT lower(r) AS l FROM t;
