CREATE TABLE parent (id INTEGER PRIMARY KEY);
CREATE TABLE t (a INTEGER NOT NULL, gone INTEGER NOT NULL REFERENCES parent (id), c TEXT, PRIMARY KEY (a, gone), UNIQUE (c, gone), CHECK (a < gone));
CREATE INDEX t_both_idx ON t (c, gone);
CREATE INDEX t_part_idx ON t (c) WHERE gone > 0;
INSERT INTO parent VALUES (5);
INSERT INTO t VALUES (1, 5, 'x'), (2, 5, 'y');
