-- Plan of shop, made by anneal VERSION.
-- Hash: HASH
-- 0 of 2 steps run; what does not is commented out, with the reason.
-- By hand: sqlite3 DATABASE < FILE
-- It ends at the first error; then make a new plan. By hand it lacks what `anneal deploy` adds: the look at
-- what changed since the plan was made, lock waits that are tried again, the journal.

.bail on
PRAGMA foreign_keys = ON;
PRAGMA busy_timeout = 500;

-- contract: drop column customers.name (the package has no such column; its values are kept in _anneal_backup_43b3cfe6a8e0 for 30 days: `anneal backups`)
--   locks customers: RESERVED on the file, EXCLUSIVE while it commits
--   keeps what it takes away: only `anneal deploy` can
--   CREATE TABLE _anneal_backup_43b3cfe6a8e0 AS SELECT "id", "name" FROM "customers";
--   CREATE UNIQUE INDEX _anneal_backup_43b3cfe6a8e0_key ON _anneal_backup_43b3cfe6a8e0 ("id");
--   DROP INDEX "customers_name";
--   ALTER TABLE "customers" DROP COLUMN "name";

-- contract: drop table old_things (the package has no such table; its rows are kept in _anneal_backup_4d74609a2f77 for 30 days: `anneal backups`)
--   locks old_things: RESERVED on the file, EXCLUSIVE while it commits
--   keeps what it takes away: only `anneal deploy` can
--   CREATE TABLE _anneal_backup_4d74609a2f77 AS SELECT "a" FROM "old_things";
--   DROP TABLE "old_things";
