CREATE SCHEMA app;
CREATE TABLE app.orders (id integer PRIMARY KEY, day date NOT NULL, total numeric(10,2), note text);

CREATE MATERIALIZED VIEW app.days AS SELECT day, sum(total) AS total, string_agg(note, ', ') AS notes FROM app.orders GROUP BY day;
CREATE UNIQUE INDEX days_day ON app.days (day);
CREATE INDEX days_total ON app.days (total DESC NULLS LAST) WHERE total > 0;
CREATE INDEX days_goes ON app.days (notes);
COMMENT ON INDEX app.days_day IS 'for REFRESH CONCURRENTLY';
