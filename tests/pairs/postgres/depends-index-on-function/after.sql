CREATE FUNCTION folded(t text, more boolean DEFAULT false) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower(t)';
CREATE TABLE people (id integer PRIMARY KEY, name text, mail text);
CREATE INDEX people_name_idx ON people (folded(name) text_pattern_ops DESC, id) WITH (fillfactor = 70);
CREATE UNIQUE INDEX people_mail_idx ON people (mail) INCLUDE (id) WHERE folded(mail) <> '';
COMMENT ON INDEX people_name_idx IS 'by the folded name';
INSERT INTO people VALUES (1, 'A', 'b');
