-- Plan of shop, made by anneal VERSION.
-- Hash: HASH
-- 3 of 3 steps run; what is held is commented out.
-- Run by hand it lacks what `anneal deploy` adds: the deployer lock, the look at what changed
-- meanwhile, lock waits that are cut short and tried again.

BEGIN;
-- contract: drop index customers.customers_name (the package has no such index)
--   locks customers: RESERVED on the file, EXCLUSIVE while it commits
DROP INDEX "customers_name";
-- contract: drop column customers.name (the package has no such column)
--   locks customers: RESERVED on the file, EXCLUSIVE while it commits
ALTER TABLE "customers" DROP COLUMN "name";
COMMIT;

PRAGMA foreign_keys = OFF;
BEGIN;
-- contract: drop table old_things (the package has no such table)
--   locks old_things: RESERVED on the file, EXCLUSIVE while it commits
DROP TABLE "old_things";
COMMIT;
PRAGMA foreign_keys = ON;
