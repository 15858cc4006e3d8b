CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER, b TEXT, c TEXT);
INSERT INTO t VALUES (1, 2, 'x', 'y');

CREATE INDEX i_unique ON t (a);
CREATE INDEX i_columns ON t (a, b);
CREATE INDEX i_desc ON t (a);
CREATE INDEX i_collation ON t (b);
CREATE INDEX i_expression ON t (lower(b));
CREATE INDEX i_predicate ON t (a) WHERE a > 0;
CREATE INDEX i_predicate_gone ON t (b) WHERE a > 0;
