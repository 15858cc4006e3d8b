CREATE SCHEMA app;
CREATE TEXT SEARCH TEMPLATE app.own (INIT = dsimple_init, LEXIZE = dsimple_lexize);
CREATE TEXT SEARCH PARSER app.words (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype, HEADLINE = prsd_headline);
CREATE TEXT SEARCH DICTIONARY app.stem (TEMPLATE = snowball, LANGUAGE = 'german', STOPWORDS = 'german');
CREATE TEXT SEARCH DICTIONARY app.other (TEMPLATE = app.own, ACCEPT = true);
CREATE TEXT SEARCH CONFIGURATION app.cfg (PARSER = app.words);
ALTER TEXT SEARCH CONFIGURATION app.cfg ADD MAPPING FOR asciiword, word WITH app.other, app.stem;
CREATE TEXT SEARCH CONFIGURATION app.copy (COPY = pg_catalog.english);
ALTER TEXT SEARCH CONFIGURATION app.copy ALTER MAPPING FOR word, asciiword WITH simple;
