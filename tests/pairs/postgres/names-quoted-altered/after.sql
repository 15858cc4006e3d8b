CREATE SCHEMA "My ""Shop"", Inc.";

CREATE TABLE "My ""Shop"", Inc."."Or,der" ("I.d" bigint CONSTRAINT "P,K" PRIMARY KEY, "to""tal" bigint DEFAULT 5 NOT NULL CONSTRAINT "c'k" CHECK ("to""tal" > 0), "Ref" bigint CONSTRAINT "f;k" REFERENCES "My ""Shop"", Inc."."Or,der" ("I.d"), "desc" text COLLATE "C", "new col" text);
CREATE INDEX "i.1" ON "My ""Shop"", Inc."."Or,der" ("to""tal" DESC) INCLUDE ("desc");
COMMENT ON COLUMN "My ""Shop"", Inc."."Or,der"."desc" IS 'text';
INSERT INTO "My ""Shop"", Inc."."Or,der" VALUES (1, 2, 1, 'x', 'y');
