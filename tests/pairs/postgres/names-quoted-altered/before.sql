CREATE SCHEMA "My ""Shop"", Inc.";

CREATE TABLE "My ""Shop"", Inc."."Or,der" ("I.d" integer CONSTRAINT "P,K" PRIMARY KEY, "to""tal" integer, "Ref" integer, "desc" text);
CREATE INDEX "i.1" ON "My ""Shop"", Inc."."Or,der" ("to""tal");
INSERT INTO "My ""Shop"", Inc."."Or,der" VALUES (1, 2, 1, 'x');
