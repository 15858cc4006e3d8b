CREATE TABLE t (id INTEGER PRIMARY KEY, new_name TEXT NOT NULL CHECK (new_name <> ''), half TEXT AS (substr(new_name, 1, 1)));
CREATE INDEX t_idx ON t (new_name) WHERE new_name > 'a';
CREATE TABLE log (line TEXT);
CREATE TRIGGER t_log AFTER UPDATE OF new_name ON t BEGIN INSERT INTO log VALUES (NEW.new_name); END;
CREATE VIEW v AS SELECT id, new_name AS shown FROM t;
INSERT INTO t (id, new_name) VALUES (1, 'kept');
