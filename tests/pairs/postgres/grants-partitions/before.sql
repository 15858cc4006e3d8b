CREATE TABLE p (id integer, a text) PARTITION BY RANGE (id);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10);
GRANT SELECT ON p TO anneal_test_app;
GRANT SELECT (a) ON p1 TO anneal_test_reader;
