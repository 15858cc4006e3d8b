CREATE SCHEMA shop;
CREATE SCHEMA old;
CREATE TABLE old.log (id serial PRIMARY KEY, at date NOT NULL DEFAULT '2024-01-01', body text);
CREATE INDEX log_at ON old.log (at);
INSERT INTO old.log (body) VALUES ('a'), ('b');
