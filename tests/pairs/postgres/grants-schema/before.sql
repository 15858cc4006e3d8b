CREATE SCHEMA shop;
GRANT USAGE ON SCHEMA shop TO anneal_test_app;
CREATE SCHEMA old;
GRANT ALL ON SCHEMA old TO anneal_test_app;
