CREATE SCHEMA app;
CREATE TABLE app.orders (id integer PRIMARY KEY, day date NOT NULL, total numeric(10,2), note text);

CREATE VIEW app.plain AS SELECT id, total FROM app.orders WHERE total > 0;
CREATE VIEW app.checked AS SELECT id, total FROM app.orders WHERE total > 0 WITH LOCAL CHECK OPTION;
CREATE VIEW app.safe WITH (security_barrier) AS SELECT id FROM app.orders;
