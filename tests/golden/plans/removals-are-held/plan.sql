-- Plan of shop, made by anneal VERSION.
-- Hash: HASH
-- 0 of 2 steps run; what does not is commented out, with the reason.
-- By hand: sqlite3 DATABASE < FILE
-- It ends at the first error; then make a new plan. By hand it lacks what `anneal deploy` adds: the look at
-- what changed since the plan was made, lock waits that are tried again, the journal.

.bail on
PRAGMA foreign_keys = ON;
PRAGMA busy_timeout = 500;

-- contract: drop column customers.name (the package has no such column)
--   locks customers: RESERVED on the file, EXCLUSIVE while it commits
--   held: DATA_LOSS: rows, values or digits can't be got back without a backup; release with --allow DATA_LOSS
--   DROP INDEX "customers_name";
--   ALTER TABLE "customers" DROP COLUMN "name";

-- contract: drop table old_things (the package has no such table)
--   locks old_things: RESERVED on the file, EXCLUSIVE while it commits
--   held: DATA_LOSS: rows, values or digits can't be got back without a backup; release with --allow DATA_LOSS
--   DROP TABLE "old_things";
