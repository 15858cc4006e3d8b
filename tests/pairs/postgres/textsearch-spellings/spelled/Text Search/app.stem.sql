CREATE TEXT SEARCH DICTIONARY app.stem (template = pg_catalog.snowball, "language" = german, StopWords = german);
