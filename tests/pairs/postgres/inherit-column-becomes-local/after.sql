CREATE TABLE p (id integer, x integer, s text);
CREATE TABLE c (x integer DEFAULT 5 NOT NULL, s text, y text) INHERITS (p);
