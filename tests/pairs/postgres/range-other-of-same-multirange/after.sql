CREATE TYPE fr2 AS RANGE (subtype = float4, multirange_type_name = fmr);
CREATE TABLE t (id integer PRIMARY KEY, a fr2, b fmr);
