CREATE TABLE notes (id integer PRIMARY KEY, body text NOT NULL DEFAULT '');
CREATE INDEX ON notes (body);
INSERT INTO notes VALUES (1, 'x');
