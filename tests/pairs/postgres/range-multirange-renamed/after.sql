CREATE TYPE span AS RANGE (subtype = float8, multirange_type_name = spans);
CREATE TABLE t (m spans);
