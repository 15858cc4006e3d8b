CREATE SCHEMA app;
CREATE TABLE app.orders (id integer PRIMARY KEY, day date NOT NULL, total numeric(10,2), note text);

CREATE MATERIALIZED VIEW app.days AS SELECT day, note FROM app.orders;
CREATE INDEX days_note ON app.days (note);
COMMENT ON COLUMN app.days.note IS 'kept';
