SET allow_in_place_tablespaces = on;
SELECT 'CREATE TABLESPACE anneal_pairs LOCATION ''''' WHERE NOT EXISTS (SELECT FROM pg_tablespace WHERE spcname = 'anneal_pairs') \gexec
CREATE SCHEMA "in";
CREATE TABLE "in".a (id integer PRIMARY KEY USING INDEX TABLESPACE anneal_pairs, x text, y integer UNIQUE USING INDEX TABLESPACE anneal_pairs) TABLESPACE anneal_pairs;
CREATE INDEX i ON "in".a (x) TABLESPACE anneal_pairs WHERE y > 0;
CREATE TABLE "in".b (id integer PRIMARY KEY, x text);
CREATE INDEX j ON "in".b (x);
CREATE TABLE "in".c (id integer PRIMARY KEY, r tsrange, CONSTRAINT e EXCLUDE USING gist (r WITH &&) USING INDEX TABLESPACE anneal_pairs) TABLESPACE anneal_pairs;
CREATE TABLE "in".d (id integer PRIMARY KEY) TABLESPACE anneal_pairs;
