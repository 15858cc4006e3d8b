CREATE TABLE orders (id INTEGER PRIMARY KEY AUTOINCREMENT, note TEXT CHECK (note <> ''), parent_id INTEGER REFERENCES orders (id));
CREATE INDEX purchase_idx ON orders (note);
CREATE TABLE line (id INTEGER PRIMARY KEY, purchase_id INTEGER NOT NULL CONSTRAINT line_fk REFERENCES orders (id) ON DELETE CASCADE);
CREATE TABLE log (line TEXT);
CREATE TRIGGER purchase_log AFTER INSERT ON orders BEGIN INSERT INTO log SELECT 'n ' || count(*) FROM orders; END;
CREATE VIEW v AS SELECT p.id, p.note FROM orders AS p JOIN line ON line.purchase_id = p.id;
INSERT INTO orders (note) VALUES ('a'), ('b');
INSERT INTO line VALUES (1, 1), (2, 1), (3, 2);
