CREATE TABLE t(j JSON NOT NULL, n VARCHAR(20) AS (json_unquote(json_extract(j, '$.n'))) VIRTUAL, KEY jn(n), CHECK (json_valid(j)));
