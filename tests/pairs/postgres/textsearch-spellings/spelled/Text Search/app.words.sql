CREATE TEXT SEARCH PARSER app.words (
    lextypes = prsd_lextype, end = prsd_end, headline = prsd_headline, gettoken = pg_catalog.prsd_nexttoken, start = prsd_start);
