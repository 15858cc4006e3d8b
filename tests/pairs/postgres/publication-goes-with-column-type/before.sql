CREATE TABLE t (id integer PRIMARY KEY, a integer);
CREATE PUBLICATION p FOR TABLE t WHERE (a > 5) WITH (publish = 'insert');
CREATE PUBLICATION q FOR TABLE t (id, a) WITH (publish = 'insert');
CREATE PUBLICATION r FOR TABLE t WHERE (a > 5) WITH (publish = 'insert');
