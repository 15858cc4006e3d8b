CREATE TYPE span AS RANGE (subtype = float8);
CREATE TABLE t (m span_multirange);
