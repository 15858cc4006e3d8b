CREATE TABLE p (id integer, a text) PARTITION BY RANGE (id);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10);
CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (10) TO (20);
GRANT SELECT, INSERT ON p TO anneal_test_app;
GRANT SELECT ON p1, p2 TO anneal_test_app;
GRANT UPDATE (a), UPDATE (id) ON p2 TO anneal_test_reader;
GRANT UPDATE (a) ON p TO anneal_test_reader;
