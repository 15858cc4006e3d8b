CREATE SCHEMA app;
CREATE TABLE app.orders (id integer PRIMARY KEY, day date NOT NULL, total numeric(10,2), note text);

CREATE VIEW app.v AS SELECT id, day, note FROM app.orders;
COMMENT ON VIEW app.v IS 'a view';
COMMENT ON COLUMN app.v.day IS 'changed it''s';
COMMENT ON COLUMN app.v.note IS 'comes';
ALTER VIEW app.v ALTER COLUMN note SET DEFAULT 'some';
ALTER VIEW app.v ALTER COLUMN day SET DEFAULT CURRENT_DATE;
