CREATE TABLE p (id integer, a text);
CREATE TABLE c (b text) INHERITS (p);
CREATE TABLE d (x text) INHERITS (p);
GRANT SELECT (b), SELECT (id) ON c TO anneal_test_app;
GRANT INSERT (a) ON p, d TO anneal_test_reader;
