CREATE TABLE t (id integer PRIMARY KEY, v varchar(10), w text, b boolean, d date, n numeric(10,2));
CREATE TABLE u (LIKE t INCLUDING ALL);
CREATE PUBLICATION p FOR TABLE t WHERE (v = 'a' AND w IN ('a', 'b') AND (b IS TRUE OR d > DATE '2020-01-01') AND n BETWEEN 1 AND 2.5 AND v NOT LIKE 'x%'), u WHERE (b) WITH (publish = 'insert, truncate');
