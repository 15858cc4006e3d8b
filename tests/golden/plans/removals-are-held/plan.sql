-- Plan of shop, made by anneal VERSION.
-- Hash: HASH
-- 0 of 2 steps run; what is held is commented out.
-- Run by hand it lacks what `anneal deploy` adds: the deployer lock, the look at what changed
-- meanwhile, lock waits that are cut short and tried again.

-- contract: drop column customers.name (the package has no such column)
--   locks customers: RESERVED on the file, EXCLUSIVE while it commits
--   held: DATA_LOSS: rows, values or digits can't be got back without a backup; release with --allow DATA_LOSS
--   DROP INDEX "customers_name";
--   ALTER TABLE "customers" DROP COLUMN "name";

-- contract: drop table old_things (the package has no such table)
--   locks old_things: RESERVED on the file, EXCLUSIVE while it commits
--   held: DATA_LOSS: rows, values or digits can't be got back without a backup; release with --allow DATA_LOSS
--   DROP TABLE "old_things";
