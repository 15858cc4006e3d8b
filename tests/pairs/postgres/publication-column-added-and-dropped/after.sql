CREATE TABLE t (id integer PRIMARY KEY, a integer, fresh integer, more text GENERATED ALWAYS AS ('x') STORED);
CREATE PUBLICATION p FOR TABLE t (id, fresh);
CREATE PUBLICATION q FOR TABLE t WHERE (id > 0 AND fresh > 0) WITH (publish = 'insert');
