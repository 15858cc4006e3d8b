CREATE SCHEMA "a.b";
CREATE TABLE "a.b"."T ""x" ("select" integer);
CREATE VIEW "a.b"."V, é" AS SELECT "select" AS "as" FROM "a.b"."T ""x";
COMMENT ON VIEW "a.b"."V, é" IS 'naïve';
