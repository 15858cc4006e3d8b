CREATE SCHEMA app;
CREATE TABLE app.orders (id integer PRIMARY KEY, day date NOT NULL, total numeric(10,2), note text);

CREATE MATERIALIZED VIEW app.days WITH (fillfactor = 80, autovacuum_enabled = off) AS SELECT day, note FROM app.orders;
COMMENT ON COLUMN app.days.note IS 'goes';
