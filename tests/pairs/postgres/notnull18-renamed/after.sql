CREATE TABLE b (id integer PRIMARY KEY, xx integer NOT NULL, y integer CONSTRAINT yyy NOT NULL);
