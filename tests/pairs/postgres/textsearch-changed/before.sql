CREATE SCHEMA app;
CREATE TEXT SEARCH DICTIONARY app.stem (TEMPLATE = snowball, LANGUAGE = 'english', STOPWORDS = 'english');
CREATE TEXT SEARCH DICTIONARY app.other (TEMPLATE = simple, STOPWORDS = 'english', ACCEPT = false);
CREATE TEXT SEARCH CONFIGURATION app.cfg (PARSER = "default");
ALTER TEXT SEARCH CONFIGURATION app.cfg ADD MAPPING FOR asciiword, word, email WITH app.stem;
CREATE TABLE app.docs (body text, found tsvector GENERATED ALWAYS AS (to_tsvector('app.cfg'::regconfig, body)) STORED);
