CREATE TABLE p (id integer, a text);
CREATE TABLE c (b text) INHERITS (p);
GRANT SELECT (a) ON c TO anneal_test_app;
GRANT SELECT ON p TO anneal_test_app;
