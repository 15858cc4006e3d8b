-- Plan of shop, made by anneal VERSION.
-- Hash: HASH
-- 1 of 4 steps run; what does not is commented out, with the reason.
-- By hand: sqlite3 DATABASE < FILE
-- It ends at the first error; then make a new plan. By hand it lacks what `anneal deploy` adds: the look at
-- what changed since the plan was made, lock waits that are tried again, the journal.

.bail on
PRAGMA foreign_keys = ON;
PRAGMA busy_timeout = 500;

BEGIN;
-- expand: add column customer.mail (the package declares the column)
--   locks customer: RESERVED on the file, EXCLUSIVE while it commits
ALTER TABLE "customer" ADD COLUMN "mail" TEXT;
COMMIT;

-- expand: create index customer.customer_mail (the package declares the index)
--   locks customer: RESERVED on the file, EXCLUSIVE while it commits
--   held: BLOCKS_WRITES: a lock that stops writes longer than the lock budget; release with --allow BLOCKS_WRITES
--   CREATE INDEX "customer_mail" ON "customer" ("mail");

-- expand: widen type in place: column orders.total (DataType INTEGER -> NUMERIC)
--   locks orders: RESERVED on the file, EXCLUSIVE while it commits
--   held: BLOCKS_WRITES: a lock that stops writes longer than the lock budget; TABLE_REWRITE: every row is written again; release with --allow BLOCKS_WRITES,TABLE_REWRITE
--   SELECT name FROM sqlite_schema
--   WHERE type = 'trigger' AND lower(tbl_name) = 'orders';
--   CREATE TABLE "_anneal_new_orders" (
--       "id" INTEGER,
--       "customer_id" INTEGER NOT NULL,
--       "total" NUMERIC NOT NULL,
--       PRIMARY KEY ("id"),
--       CONSTRAINT "orders_customer_fk" FOREIGN KEY ("customer_id") REFERENCES "customer" ("id")
--   );
--   INSERT OR ABORT INTO "_anneal_new_orders" ("id", "customer_id", "total")
--   SELECT "id", "customer_id", "total"
--   FROM "orders";
--   DROP TABLE "orders";
--   ALTER TABLE "_anneal_new_orders" RENAME TO "orders";
--   CREATE INDEX "orders_customer" ON "orders" ("customer_id");
--   PRAGMA foreign_key_check("orders");

-- contract: drop table legacy (the package has no such table)
--   locks legacy: RESERVED on the file, EXCLUSIVE while it commits
--   held: DATA_LOSS: rows, values or digits can't be got back without a backup; release with --allow DATA_LOSS
--   DROP TABLE "legacy";
