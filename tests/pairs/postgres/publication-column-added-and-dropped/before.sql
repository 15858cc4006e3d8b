CREATE TABLE t (id integer PRIMARY KEY, a integer, gone integer);
CREATE PUBLICATION p FOR TABLE t (id, gone);
CREATE PUBLICATION q FOR TABLE t WHERE (id > 0 AND gone > 0) WITH (publish = 'insert');
