create text search template app.own (lexize = pg_catalog.dsimple_lexize, init = pg_catalog.dsimple_init);
