CREATE TABLE p (id integer, x integer);
CREATE TABLE c (y text) INHERITS (p);
INSERT INTO c VALUES (1, 2, 'x');
