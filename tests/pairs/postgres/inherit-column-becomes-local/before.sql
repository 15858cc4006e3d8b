CREATE TABLE p (id integer, x integer, s varchar(10));
CREATE TABLE c (y text) INHERITS (p);
INSERT INTO c VALUES (1, 2, 'x', 'y');
