-- Plan of shop, made by anneal VERSION.
-- Hash: HASH
-- 0 of 1 steps run; what does not is commented out, with the reason.
-- By hand: sqlite3 DATABASE < FILE
-- It ends at the first error; then make a new plan. By hand it lacks what `anneal deploy` adds: the look at
-- what changed since the plan was made, lock waits that are tried again, the journal.

.bail on
PRAGMA foreign_keys = ON;
PRAGMA busy_timeout = 500;

-- contract: rebuild table customers (column customers.name: Nullable true -> false; index customers.customers_name: the package declares the index)
--   locks customers: RESERVED on the file, EXCLUSIVE while it commits
--   held: FAILS_ON_DATA: 2 rows stand in the way; release with --allow FAILS_ON_DATA
--   SELECT name FROM sqlite_schema
--   WHERE type = 'trigger' AND lower(tbl_name) = 'customers';
--   CREATE TABLE "_anneal_new_customers" (
--       "id" INTEGER,
--       "email" TEXT NOT NULL,
--       "name" TEXT NOT NULL,
--       PRIMARY KEY ("id")
--   );
--   INSERT OR ABORT INTO "_anneal_new_customers" ("id", "email", "name")
--   SELECT "id", "email", "name"
--   FROM "customers";
--   DROP TABLE "customers";
--   ALTER TABLE "_anneal_new_customers" RENAME TO "customers";
--   CREATE UNIQUE INDEX "customers_email" ON "customers" ("email");
--   CREATE UNIQUE INDEX "customers_name" ON "customers" ("name");
