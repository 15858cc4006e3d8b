-- A rebuild that drops the old parent with foreign keys on would delete every child row.
CREATE TABLE grandparent (id INTEGER PRIMARY KEY, a TEXT);
INSERT INTO grandparent VALUES (1, 'g');

CREATE TABLE parent (id INTEGER PRIMARY KEY, code TEXT UNIQUE, g_id INTEGER REFERENCES grandparent (id) ON DELETE CASCADE, self_id INTEGER REFERENCES parent (id) ON DELETE CASCADE);
CREATE TABLE child (id INTEGER PRIMARY KEY, parent_id INTEGER NOT NULL REFERENCES parent (id) ON DELETE CASCADE, code TEXT REFERENCES parent (code) ON DELETE SET NULL);
INSERT INTO parent VALUES (1, 'a', 1, NULL), (2, 'b', 1, 1);
INSERT INTO child VALUES (1, 1, 'a'), (2, 2, 'b'), (3, 2, 'a');
