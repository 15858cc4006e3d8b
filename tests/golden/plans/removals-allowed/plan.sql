-- Plan of shop, made by anneal VERSION.
-- Hash: HASH
-- 2 of 2 steps run; what is held is commented out.
-- Run by hand it lacks what `anneal deploy` adds: the deployer lock, the look at what changed
-- meanwhile, lock waits that are cut short and tried again.

BEGIN;
-- contract: drop column customers.name (the package has no such column)
--   locks customers: RESERVED on the file, EXCLUSIVE while it commits
DROP INDEX "customers_name";
ALTER TABLE "customers" DROP COLUMN "name";
COMMIT;

PRAGMA foreign_keys = OFF;
BEGIN;
-- contract: drop table old_things (the package has no such table)
--   locks old_things: RESERVED on the file, EXCLUSIVE while it commits
DROP TABLE "old_things";
COMMIT;
PRAGMA foreign_keys = ON;
