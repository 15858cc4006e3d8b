CREATE TABLE counted (id integer NOT NULL PRIMARY KEY, n integer NOT NULL);
CREATE TABLE orders (a text NOT NULL, b integer NOT NULL, total integer NOT NULL, cents integer, PRIMARY KEY (a, b));
