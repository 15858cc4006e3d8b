CREATE TABLE "select" ("価格" INTEGER PRIMARY KEY, "group" INTEGER);
CREATE INDEX "i,2" ON "select" ("group");
INSERT INTO "select" VALUES (1, 2);
