CREATE SCHEMA app;
CREATE TABLE app.orders (id bigint PRIMARY KEY, day date NOT NULL, total numeric(10,2), note text);

CREATE VIEW app.v1 AS SELECT * FROM app.orders;
CREATE VIEW app.v2 AS SELECT * FROM app.v1;
CREATE MATERIALIZED VIEW app.v3 AS SELECT * FROM app.v2;
CREATE UNIQUE INDEX v3_id ON app.v3 (id);
CREATE VIEW app.v4 AS SELECT id, note FROM app.v3;
CREATE VIEW app.v5 AS SELECT a.id, b.note FROM app.v4 AS a NATURAL JOIN app.v1 AS b;
COMMENT ON COLUMN app.v5.note IS 'at the end';
