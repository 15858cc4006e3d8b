-- Plan of shop, made by anneal VERSION.
-- Hash: HASH
-- 2 of 2 steps run; what does not is commented out, with the reason.
-- By hand: sqlite3 DATABASE < FILE
-- It ends at the first error; then make a new plan. By hand it lacks what `anneal deploy` adds: the look at
-- what changed since the plan was made, lock waits that are tried again, the journal.

.bail on
PRAGMA foreign_keys = ON;
PRAGMA busy_timeout = 500;

BEGIN;
-- expand: create table "Order ""x""" (the package declares the table)
CREATE TABLE "Order ""x""" (
    "select" INTEGER,
    "a.b" TEXT,
    "c,d" TEXT,
    PRIMARY KEY ("select")
);
CREATE INDEX "it's" ON "Order ""x""" ("a.b", "c,d" DESC);
COMMIT;

BEGIN;
-- expand: add column select."to do" (the package declares the column)
--   locks select: RESERVED on the file, EXCLUSIVE while it commits
ALTER TABLE "select" ADD COLUMN "to do" TEXT;
COMMIT;
