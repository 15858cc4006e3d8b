CREATE TABLE t (id INTEGER PRIMARY KEY, j TEXT CHECK (json_valid(j)));
CREATE INDEX t_a ON t (json_extract(j, '$.a'));
INSERT INTO t VALUES (1, '{"a": 1, "k": "x"}');
