CREATE TABLE a (x integer NOT NULL, y integer CONSTRAINT yy NOT NULL NO INHERIT, z integer);
