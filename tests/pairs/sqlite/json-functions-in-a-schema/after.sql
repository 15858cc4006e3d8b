CREATE TABLE t (
    id INTEGER PRIMARY KEY,
    j TEXT CHECK (json_valid(j) AND json_type(j) = 'object'),
    k TEXT AS (json_extract(j, '$.k')) STORED
);
CREATE INDEX t_a ON t (j ->> '$.a', k);
INSERT INTO t VALUES (1, '{"a": 1, "k": "x"}');
