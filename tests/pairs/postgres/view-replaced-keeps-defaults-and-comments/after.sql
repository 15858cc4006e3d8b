CREATE SCHEMA app;
CREATE TABLE app.orders (id integer PRIMARY KEY, day date NOT NULL, total numeric(10,2), note text);

CREATE VIEW app.v AS SELECT id, day, note FROM app.orders WHERE total > 0;
COMMENT ON COLUMN app.v.day IS 'kept';
COMMENT ON COLUMN app.v.note IS 'new';
ALTER VIEW app.v ALTER COLUMN id SET DEFAULT 7;
ALTER VIEW app.v ALTER COLUMN note SET DEFAULT 'n';
