CREATE TYPE person AS (name varchar(20), born date);
CREATE TABLE people OF person (PRIMARY KEY (name));
CREATE TABLE friends OF person;
CREATE INDEX friends_born ON friends (born);
INSERT INTO people VALUES ('a', '2000-01-01');
