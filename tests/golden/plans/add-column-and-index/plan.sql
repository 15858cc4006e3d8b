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
-- expand: add column orders.paid (the package declares the column)
--   locks orders: RESERVED on the file, EXCLUSIVE while it commits
ALTER TABLE "orders" ADD COLUMN "paid" INTEGER NOT NULL DEFAULT 0;
-- expand: create index orders.orders_unpaid (the package declares the index)
--   locks orders: RESERVED on the file, EXCLUSIVE while it commits
CREATE INDEX "orders_unpaid" ON "orders" ("customer") WHERE paid = 0;
COMMIT;
