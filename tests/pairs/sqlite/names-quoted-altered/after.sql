CREATE TABLE "Or,der" ("I.d" INTEGER PRIMARY KEY, "to""tal" BIGINT NOT NULL DEFAULT 5 CONSTRAINT "c'k" CHECK ("to""tal" > 0), "Ref" INTEGER REFERENCES "Or,der" ("I.d"), "group" TEXT COLLATE NOCASE, "new col" TEXT);
CREATE INDEX "i.1" ON "Or,der" ("to""tal" DESC, "group");
CREATE TRIGGER "t ""1""" AFTER DELETE ON "Or,der" BEGIN UPDATE "Or,der" SET "to""tal" = 0 WHERE "I.d" = OLD."Ref"; END;
CREATE VIEW "v,1" AS SELECT "to""tal" AS "x y" FROM "Or,der";
INSERT INTO "Or,der" VALUES (1, 2, 1, 'x', 'y');
