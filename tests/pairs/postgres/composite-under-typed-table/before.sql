CREATE TYPE person AS (name text, born date);
CREATE TABLE people OF person (PRIMARY KEY (name));
CREATE TABLE friends OF person;
CREATE VIEW born AS SELECT name, born FROM people;
INSERT INTO people VALUES ('a', '2000-01-01');
