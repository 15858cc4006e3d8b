CREATE TABLE p (id integer, a text, c integer, g integer GENERATED ALWAYS AS (id * 2) STORED) PARTITION BY RANGE (id);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10);
GRANT SELECT (a), SELECT (c), SELECT (g) ON p1 TO anneal_test_app;
GRANT SELECT (c) ON p TO anneal_test_reader;
