CREATE TABLE a (id integer PRIMARY KEY, t text) WITH (fillfactor = 70, autovacuum_enabled = off, toast.autovacuum_enabled = off, parallel_workers = 2);
CREATE TABLE b (id integer PRIMARY KEY, t text);
CREATE TABLE c (id integer PRIMARY KEY WITH (fillfactor = 50), u integer UNIQUE WITH (deduplicate_items = off)) WITH (user_catalog_table = true);
