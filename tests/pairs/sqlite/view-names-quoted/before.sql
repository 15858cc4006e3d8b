CREATE TABLE "a ""b" ("select" INTEGER PRIMARY KEY, "Ünï" TEXT);
CREATE VIEW "v '1" AS SELECT "Ünï" FROM "a ""b";
