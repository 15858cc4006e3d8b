CREATE SCHEMA app;
CREATE TABLE app.orders (id integer PRIMARY KEY, day date NOT NULL, total numeric(10,2), note text);

CREATE VIEW app.v AS SELECT id, day, note FROM app.orders;
COMMENT ON COLUMN app.v.day IS 'kept';
ALTER VIEW app.v ALTER COLUMN note SET DEFAULT 'none';
CREATE VIEW app.over AS SELECT day FROM app.v;
COMMENT ON COLUMN app.over.day IS 'of the other';
