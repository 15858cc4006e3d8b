CREATE TABLE p (id integer);
CREATE TABLE c (y text, x integer) INHERITS (p);
