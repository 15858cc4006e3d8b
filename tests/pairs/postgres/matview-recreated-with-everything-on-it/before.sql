CREATE SCHEMA app;
CREATE TABLE app.orders (id integer PRIMARY KEY, day date NOT NULL, total numeric(10,2), note text);

CREATE MATERIALIZED VIEW app.days WITH (fillfactor = 80, autovacuum_enabled = off) AS SELECT day, sum(total) AS total FROM app.orders GROUP BY day;
CREATE UNIQUE INDEX days_day ON app.days (day);
CREATE INDEX days_expr ON app.days ((total * 2));
COMMENT ON MATERIALIZED VIEW app.days IS 'by day';
COMMENT ON COLUMN app.days.total IS 'of the day';
COMMENT ON INDEX app.days_expr IS 'twice';
ALTER MATERIALIZED VIEW app.days ALTER COLUMN day SET STATISTICS 200;
CREATE VIEW app.top AS SELECT max(total) AS total FROM app.days;
