CREATE TABLE kept (id INTEGER PRIMARY KEY);

CREATE TABLE "Order" ("Id" INTEGER PRIMARY KEY, "select" TEXT, "with.dot" TEXT, "with,comma" TEXT, "with""quote" TEXT DEFAULT 'x', " blank " TEXT, "größe 価格" TEXT, "it's" TEXT, "{{braces}}" TEXT, "(paren)" TEXT, [in brackets] TEXT, `in ticks` TEXT, "percent%20" TEXT, "check" INTEGER CHECK ("check" > 0), "constraint" TEXT AS ("with""quote" || "with,comma") STORED);
CREATE TABLE "or.der" (id INTEGER PRIMARY KEY, n INTEGER REFERENCES "Order" ("Id"));
CREATE TABLE "or,der" (id INTEGER PRIMARY KEY, n INTEGER CONSTRAINT "f,k" REFERENCES "Order" ("Id"));
CREATE TABLE "quo""te" ("a ""b""" TEXT PRIMARY KEY NOT NULL, "c'd" TEXT, UNIQUE ("c'd", "a ""b""")) WITHOUT ROWID;
CREATE TABLE "größe 価格 🙂" (id INTEGER PRIMARY KEY AUTOINCREMENT);
CREATE TABLE "sl/ash" (id INTEGER PRIMARY KEY);
CREATE INDEX "Idx, one" ON "Order" ("with,comma", "with""quote" DESC, "with.dot" COLLATE NOCASE) WHERE "select" > '';
CREATE UNIQUE INDEX "idx.two" ON "Order" (lower("it's"), "(paren)");
