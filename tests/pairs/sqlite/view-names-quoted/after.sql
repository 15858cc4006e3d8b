CREATE TABLE "a ""b" ("select" INTEGER PRIMARY KEY, "Ünï" TEXT);
CREATE VIEW "v '1" AS SELECT "Ünï", "select" FROM [a "b];
CREATE VIEW "table" ("from") AS SELECT [select] FROM "a ""b";
CREATE TRIGGER "on" INSTEAD OF UPDATE OF "from" ON "table" BEGIN SELECT ';' AS "end"; END;
CREATE TRIGGER "t ""r" AFTER INSERT ON "a ""b" BEGIN SELECT "Ünï" FROM "a ""b"; END;
