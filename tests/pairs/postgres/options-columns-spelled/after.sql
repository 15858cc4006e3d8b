CREATE TABLE a (id integer PRIMARY KEY, s1 text, s2 numeric(10,2), s3 integer[]);
CREATE INDEX i ON a (s1);
