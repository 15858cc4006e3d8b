CREATE FUNCTION time_diff(a time, b time) RETURNS float8 LANGUAGE sql IMMUTABLE STRICT AS 'SELECT EXTRACT(EPOCH FROM (a - b))::float8';
CREATE TYPE timerange AS RANGE (SUBTYPE = time, SUBTYPE_DIFF = time_diff);
CREATE TYPE floats AS RANGE (subtype = float8, subtype_diff = float8mi);
CREATE TYPE texts AS RANGE (subtype = text, collation = "C", subtype_opclass = text_pattern_ops);
CREATE TYPE named AS RANGE (subtype = int8, multirange_type_name = many_named);
COMMENT ON TYPE timerange IS 'from to';
CREATE TABLE t (id int, r timerange, f floats DEFAULT '[1,2)', m many_named);
CREATE INDEX t_r ON t USING gist (r);
