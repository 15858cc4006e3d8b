CREATE TABLE "t" (
    [id] INTEGER PRIMARY KEY, -- the key
    `a` TEXT NOT NULL DEFAULT 'x',
    "b" INT /* positive */ CHECK ( b > 0 ),
    c TEXT COLLATE "NOCASE",
    CONSTRAINT "u" UNIQUE ("a", "b")
);
CREATE INDEX IF NOT EXISTS "i" ON "t" ( lower("a"), "b" ) WHERE "b" > 0;
