CREATE SCHEMA app;
CREATE TABLE app.orders (id integer PRIMARY KEY, day date NOT NULL, total numeric(10,2), note text);

CREATE MATERIALIZED VIEW app.days WITH (fillfactor = 60, toast_tuple_target = 4096) AS SELECT day, note FROM app.orders;
ALTER MATERIALIZED VIEW app.days ALTER COLUMN note SET STORAGE EXTENDED;
ALTER MATERIALIZED VIEW app.days ALTER COLUMN day SET STATISTICS 50;
ALTER MATERIALIZED VIEW app.days ALTER COLUMN day SET (n_distinct = 365);
COMMENT ON COLUMN app.days.day IS 'comes';
