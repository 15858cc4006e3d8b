-- Plan of shop, made by anneal VERSION.
-- Hash: HASH
-- 2 of 2 steps run; what is held is commented out.
-- Run by hand it lacks what `anneal deploy` adds: the deployer lock, the look at what changed
-- meanwhile, lock waits that are cut short and tried again.

BEGIN;
-- contract: drop column customers.name (the package has no such column; its values are kept in _anneal_backup_43b3cfe6a8e0 for 30 days: `anneal backups`)
--   locks customers: RESERVED on the file, EXCLUSIVE while it commits
CREATE TABLE _anneal_backup_43b3cfe6a8e0 AS SELECT "id", "name" FROM "customers";
CREATE UNIQUE INDEX _anneal_backup_43b3cfe6a8e0_key ON _anneal_backup_43b3cfe6a8e0 ("id");
DROP INDEX "customers_name";
ALTER TABLE "customers" DROP COLUMN "name";
COMMIT;

PRAGMA foreign_keys = OFF;
BEGIN;
-- contract: drop table old_things (the package has no such table; its rows are kept in _anneal_backup_4d74609a2f77 for 30 days: `anneal backups`)
--   locks old_things: RESERVED on the file, EXCLUSIVE while it commits
CREATE TABLE _anneal_backup_4d74609a2f77 AS SELECT "a" FROM "old_things";
DROP TABLE "old_things";
COMMIT;
PRAGMA foreign_keys = ON;
