-- Plan of shop, made by anneal VERSION.
-- Hash: HASH
-- 1 of 3 steps run; what is held is commented out.
-- Run by hand it lacks what `anneal deploy` adds: the deployer lock, the look at what changed
-- meanwhile, lock waits that are cut short and tried again.

BEGIN;
-- contract: drop index customers.customers_name (the package has no such index)
--   locks customers: RESERVED on the file, EXCLUSIVE while it commits
DROP INDEX "customers_name";
COMMIT;

-- contract: drop column customers.name (the package has no such column)
--   locks customers: RESERVED on the file, EXCLUSIVE while it commits
--   held: DATA_LOSS: rows, values or digits can't be got back without a backup; release with --allow DATA_LOSS
--   ALTER TABLE "customers" DROP COLUMN "name";

-- contract: drop table old_things (the package has no such table)
--   locks old_things: RESERVED on the file, EXCLUSIVE while it commits
--   held: DATA_LOSS: rows, values or digits can't be got back without a backup; release with --allow DATA_LOSS
--   DROP TABLE "old_things";
