CREATE TABLE t (id serial, a text);
CREATE TABLE u (id bigserial, a text);
GRANT INSERT ON t, u TO anneal_test_app;
GRANT USAGE ON SEQUENCE u_id_seq TO anneal_test_app;
