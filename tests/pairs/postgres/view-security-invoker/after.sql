CREATE SCHEMA app;
CREATE TABLE app.orders (id integer PRIMARY KEY, day date NOT NULL, total numeric(10,2), note text);

CREATE VIEW app.v AS SELECT id FROM app.orders;
CREATE VIEW app.w WITH (security_invoker, security_barrier) AS SELECT id FROM app.orders;
