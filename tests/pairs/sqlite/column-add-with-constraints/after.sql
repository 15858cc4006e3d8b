CREATE TABLE colour (id INTEGER PRIMARY KEY, name TEXT);
INSERT INTO colour VALUES (1, 'red');

CREATE TABLE t (
    id INTEGER PRIMARY KEY,
    a TEXT,
    colour_id INTEGER CONSTRAINT t_colour_fk REFERENCES colour (id) ON DELETE SET NULL,
    size INTEGER DEFAULT 5 CONSTRAINT t_size_check CHECK (size BETWEEN 1 AND 10),
    code TEXT UNIQUE
);
INSERT INTO t (id, a) VALUES (1, 'x');
