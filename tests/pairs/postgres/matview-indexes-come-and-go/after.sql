CREATE SCHEMA app;
CREATE TABLE app.orders (id integer PRIMARY KEY, day date NOT NULL, total numeric(10,2), note text);

CREATE MATERIALIZED VIEW app.days AS SELECT day, sum(total) AS total, string_agg(note, ', ') AS notes FROM app.orders GROUP BY day;
CREATE UNIQUE INDEX days_day ON app.days (day);
CREATE INDEX days_total ON app.days (total) WITH (fillfactor = 70);
CREATE INDEX "Days Expr" ON app.days USING gin (to_tsvector('english', notes));
ALTER INDEX app."Days Expr" ALTER COLUMN 1 SET STATISTICS 500;
COMMENT ON INDEX app.days_day IS 'still for REFRESH CONCURRENTLY';
COMMENT ON INDEX app."Days Expr" IS 'it''s new';
ALTER MATERIALIZED VIEW app.days CLUSTER ON days_day;
