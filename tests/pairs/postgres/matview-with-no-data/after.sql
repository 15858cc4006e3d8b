CREATE SCHEMA app;
CREATE TABLE app.orders (id integer PRIMARY KEY, day date NOT NULL, total numeric(10,2), note text);

CREATE MATERIALIZED VIEW app.later AS SELECT day FROM app.orders WITH NO DATA;
CREATE UNIQUE INDEX later_day ON app.later (day);
