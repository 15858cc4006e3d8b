-- Plan of shop, made by anneal VERSION.
-- Hash: HASH
-- 2 of 2 steps run; what is held is commented out.
-- Run by hand it lacks what `anneal deploy` adds: the deployer lock, the look at what changed
-- meanwhile, lock waits that are cut short and tried again.

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
