CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER, b TEXT, c TEXT);
INSERT INTO t VALUES (1, 2, 'x', 'y');

CREATE INDEX i_plain ON t (a);
CREATE UNIQUE INDEX i_unique ON t (b, c);
CREATE INDEX i_desc ON t (a DESC, b);
CREATE INDEX i_collated ON t (b COLLATE NOCASE, c COLLATE RTRIM DESC);
CREATE INDEX i_partial ON t (a) WHERE b IS NOT NULL AND c <> 'a,b';
CREATE INDEX i_expression ON t (lower(b), (a + 1) DESC, b || ' "q", (x)');
CREATE UNIQUE INDEX i_all ON t (abs(a) DESC, b COLLATE NOCASE) WHERE a > 0;
