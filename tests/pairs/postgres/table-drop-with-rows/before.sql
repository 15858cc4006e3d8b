CREATE SCHEMA shop;
CREATE TABLE shop.kept (id integer PRIMARY KEY);
CREATE TABLE shop.gone (id serial PRIMARY KEY, kept_id integer REFERENCES shop.kept (id), note text);
CREATE INDEX gone_note_idx ON shop.gone (note);
INSERT INTO shop.kept VALUES (1), (2);
INSERT INTO shop.gone (kept_id, note) VALUES (1, 'a'), (2, 'b');
