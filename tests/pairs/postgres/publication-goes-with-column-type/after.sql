CREATE TABLE t (id integer PRIMARY KEY, a text);
CREATE PUBLICATION q FOR TABLE t (id, a) WITH (publish = 'insert');
CREATE PUBLICATION r FOR TABLE t WHERE (a > 'x') WITH (publish = 'insert');
