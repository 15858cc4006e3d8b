CREATE TABLE parent (id INTEGER PRIMARY KEY, code TEXT UNIQUE, UNIQUE (id, code));
INSERT INTO parent VALUES (1, 'a');

CREATE TABLE t (
    id INTEGER PRIMARY KEY,
    parent_id INTEGER REFERENCES parent,
    code TEXT CONSTRAINT t_code_fk REFERENCES parent (code) ON UPDATE CASCADE,
    t_id INTEGER REFERENCES t (id) ON DELETE SET NULL,
    CONSTRAINT both_fk FOREIGN KEY (parent_id, code) REFERENCES parent (id, code)
);
INSERT INTO t VALUES (1, 1, 'a', NULL), (2, 1, 'a', 1);
