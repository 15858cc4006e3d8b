CREATE TABLE t(a BIGINT, b INT, c BIGINT AS (a-b) VIRTUAL, d VARCHAR(20) AS (concat(a, '-', b)) STORED, e INT AS (c+1) VIRTUAL, KEY(c), UNIQUE KEY ue(e));
