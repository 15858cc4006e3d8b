CREATE SCHEMA "Sh op";
CREATE TABLE "Sh op"."T.x" ("I d" integer);
GRANT SELECT, DELETE ON "Sh op"."T.x" TO "Anneal Test ""Odd""";
GRANT UPDATE ("I d") ON "Sh op"."T.x" TO "Anneal Test ""Odd""", "select";
GRANT USAGE ON SCHEMA "Sh op" TO "select" WITH GRANT OPTION;
