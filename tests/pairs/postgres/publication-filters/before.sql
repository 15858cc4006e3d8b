CREATE TABLE t (id integer PRIMARY KEY, v varchar(10), w text, b boolean, d date, n numeric(10,2));
