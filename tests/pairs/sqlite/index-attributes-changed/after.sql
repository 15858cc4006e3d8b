CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER, b TEXT, c TEXT);
INSERT INTO t VALUES (1, 2, 'x', 'y');

CREATE UNIQUE INDEX i_unique ON t (a);
CREATE INDEX i_columns ON t (b, a);
CREATE INDEX i_desc ON t (a DESC);
CREATE INDEX i_collation ON t (b COLLATE NOCASE);
CREATE INDEX i_expression ON t (upper(b));
CREATE INDEX i_predicate ON t (a) WHERE a > 10;
CREATE INDEX i_predicate_gone ON t (b);
