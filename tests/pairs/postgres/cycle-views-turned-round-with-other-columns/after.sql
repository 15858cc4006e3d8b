CREATE TABLE t (id integer, n integer);
CREATE VIEW a AS SELECT n, id FROM t;
CREATE VIEW b AS SELECT n, id FROM a;
CREATE VIEW c AS SELECT a.n AS an, b.n AS bn FROM a, b;
