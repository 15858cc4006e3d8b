CREATE TYPE fr AS RANGE (subtype = float8, multirange_type_name = fmr);
CREATE TABLE t (id integer PRIMARY KEY, a fr, b fmr);
INSERT INTO t VALUES (1, '[1,2]', '{[1,2]}');
