CREATE SCHEMA app;
CREATE TABLE app.orders (id integer PRIMARY KEY, day date NOT NULL, total numeric(10,2), note text);

CREATE VIEW app.v AS SELECT id, day FROM app.orders;
COMMENT ON COLUMN app.v.day IS 'kept';
ALTER VIEW app.v ALTER COLUMN id SET DEFAULT 7;
