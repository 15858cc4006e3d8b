CREATE SCHEMA "a.b";
CREATE TABLE "a.b"."T ""x" ("select" integer);
