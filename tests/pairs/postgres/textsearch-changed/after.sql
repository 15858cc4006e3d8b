CREATE SCHEMA app;
CREATE TEXT SEARCH DICTIONARY app.stem (TEMPLATE = snowball, LANGUAGE = 'german');
CREATE TEXT SEARCH DICTIONARY app.other (TEMPLATE = simple, ACCEPT = true);
CREATE TEXT SEARCH CONFIGURATION app.cfg (PARSER = "default");
ALTER TEXT SEARCH CONFIGURATION app.cfg ADD MAPPING FOR asciiword WITH app.other, app.stem;
ALTER TEXT SEARCH CONFIGURATION app.cfg ADD MAPPING FOR word, url WITH app.stem;
CREATE TABLE app.docs (body text, found tsvector GENERATED ALWAYS AS (to_tsvector('app.cfg'::regconfig, body)) STORED);
COMMENT ON TEXT SEARCH CONFIGURATION app.cfg IS 'changed';
