CREATE TABLE purchase (id INTEGER PRIMARY KEY AUTOINCREMENT, note TEXT CHECK (note <> ''), parent_id INTEGER REFERENCES purchase (id));
CREATE INDEX purchase_idx ON purchase (note);
CREATE TABLE line (id INTEGER PRIMARY KEY, purchase_id INTEGER NOT NULL CONSTRAINT line_fk REFERENCES purchase (id) ON DELETE CASCADE);
CREATE TABLE log (line TEXT);
CREATE TRIGGER purchase_log AFTER INSERT ON purchase BEGIN INSERT INTO log SELECT 'n ' || count(*) FROM purchase; END;
CREATE VIEW v AS SELECT p.id, p.note FROM purchase AS p JOIN line ON line.purchase_id = p.id;
INSERT INTO purchase (note) VALUES ('a'), ('b'), ('c');
DELETE FROM purchase WHERE note = 'c';
INSERT INTO line VALUES (1, 1), (2, 1), (3, 2);
