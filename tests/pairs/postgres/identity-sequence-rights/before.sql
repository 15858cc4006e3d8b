CREATE TABLE a (id int GENERATED ALWAYS AS IDENTITY, n int NOT NULL, s serial);
GRANT SELECT ON SEQUENCE a_id_seq TO anneal_test_app;
CREATE TABLE g (x int);
GRANT SELECT ON g TO anneal_test_reader;
