CREATE TYPE person AS (name text, born date, town varchar(20));
CREATE TABLE people OF person (PRIMARY KEY (name));
CREATE TABLE friends OF person;
CREATE VIEW born AS SELECT name, born FROM people;
