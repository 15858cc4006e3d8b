CREATE TYPE person AS (name varchar(30), born date);
CREATE TABLE people OF person (PRIMARY KEY (name));
CREATE TABLE friends OF person;
CREATE INDEX friends_born ON friends (born);
