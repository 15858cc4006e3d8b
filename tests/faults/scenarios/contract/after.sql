CREATE TABLE customer (id integer NOT NULL PRIMARY KEY, email text NOT NULL, name text, city text);
CREATE TABLE kept (id integer NOT NULL PRIMARY KEY, what text);
