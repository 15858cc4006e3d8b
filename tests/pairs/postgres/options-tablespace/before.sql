SET allow_in_place_tablespaces = on;
SELECT 'CREATE TABLESPACE anneal_pairs LOCATION ''''' WHERE NOT EXISTS (SELECT FROM pg_tablespace WHERE spcname = 'anneal_pairs') \gexec
CREATE SCHEMA "in";
CREATE TABLE "in".a (id integer PRIMARY KEY, x text, y integer UNIQUE);
CREATE INDEX i ON "in".a (x);
CREATE TABLE "in".b (id integer PRIMARY KEY USING INDEX TABLESPACE anneal_pairs, x text) TABLESPACE anneal_pairs;
CREATE INDEX j ON "in".b (x) TABLESPACE anneal_pairs;
CREATE TABLE "in".d (id integer PRIMARY KEY) TABLESPACE anneal_pairs;
INSERT INTO "in".a VALUES (1, 'x', 1); INSERT INTO "in".b VALUES (1, 'y');
