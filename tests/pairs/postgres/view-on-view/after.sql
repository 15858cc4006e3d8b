CREATE TABLE t (id integer PRIMARY KEY, a integer, b text, c varchar(10));
INSERT INTO t VALUES (1, 2, 'x', 'y');
CREATE VIEW z AS SELECT id, a FROM t;
CREATE VIEW y AS SELECT id FROM z;
CREATE VIEW a AS SELECT y.id, z.a FROM y JOIN z USING (id);
