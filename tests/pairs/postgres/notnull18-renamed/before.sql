CREATE TABLE a (id integer PRIMARY KEY, x integer NOT NULL, y integer CONSTRAINT yy NOT NULL);
