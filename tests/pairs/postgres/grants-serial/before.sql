CREATE TABLE t (id serial, a text);
GRANT SELECT ON t TO anneal_test_app;
GRANT USAGE ON SEQUENCE t_id_seq TO anneal_test_app;
