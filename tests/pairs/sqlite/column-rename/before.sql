CREATE TABLE t (id INTEGER PRIMARY KEY, old_name TEXT NOT NULL CHECK (old_name <> ''), half TEXT AS (substr(old_name, 1, 1)));
CREATE INDEX t_idx ON t (old_name) WHERE old_name > 'a';
CREATE TABLE log (line TEXT);
CREATE TRIGGER t_log AFTER UPDATE OF old_name ON t BEGIN INSERT INTO log VALUES (NEW.old_name); END;
CREATE VIEW v AS SELECT id, old_name AS shown FROM t;
INSERT INTO t (id, old_name) VALUES (1, 'kept');
