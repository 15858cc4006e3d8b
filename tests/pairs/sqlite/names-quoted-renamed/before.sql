CREATE TABLE "Or.der" ("I""d" INTEGER PRIMARY KEY, "Größe" INTEGER);
CREATE INDEX "i 1" ON "Or.der" ("Größe");
INSERT INTO "Or.der" VALUES (1, 2);
