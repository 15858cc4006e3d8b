CREATE SCHEMA app;
CREATE TABLE app.orders (id integer PRIMARY KEY, day date NOT NULL, total numeric(10,2), note text);

CREATE VIEW app.v (number, day) AS SELECT id, day FROM app.orders;
CREATE RULE ins AS ON INSERT TO app.v DO INSTEAD INSERT INTO app.orders (id, day) VALUES (NEW.number, NEW.day);
