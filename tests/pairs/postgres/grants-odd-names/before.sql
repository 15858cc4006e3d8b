CREATE SCHEMA "Sh op";
CREATE TABLE "Sh op"."T.x" ("I d" integer);
